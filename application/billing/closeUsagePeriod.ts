import type { CommandContext } from '../commandContext.js';
import type { Clock } from '../ports/clock.js';
import type { BookHandled, UsageBooks } from './usageBooks.js';

export type CloseUsagePeriod = (
  organizationId: string,
  invoice: Readonly<{ invoiceId: string; periodEnd: string }>,
  context: CommandContext,
) => Promise<BookHandled>;

/** Lets no more usage into the periods that an invoice has billed. */
export const closeUsagePeriod =
  (books: UsageBooks, clock: Clock): CloseUsagePeriod =>
  (organizationId, { invoiceId, periodEnd }, context) =>
    books.handle(
      organizationId,
      [],
      (place) => ({
        type: 'CloseUsagePeriod',
        data: { organizationId, ...place, through: periodEnd, invoiceId },
        now: clock.now(),
      }),
      context,
    );
