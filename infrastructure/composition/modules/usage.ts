import { ContainerModule } from 'inversify';
import { closeUsagePeriod } from '../../../application/billing/closeUsagePeriod.js';
import { whenInvoiceFinalCloseUsagePeriod } from '../../../application/billing/reactions/whenInvoiceFinalCloseUsagePeriod.js';
import { whenUsageRecordedReportToStripe } from '../../../application/billing/reactions/whenUsageRecordedReportToStripe.js';
import { recordUsage } from '../../../application/billing/recordUsage.js';
import { usageBooks } from '../../../application/billing/usageBooks.js';
import { createCommandHandling } from '../../../application/handleCommand.js';
import { reaction } from '../../../application/reactions/reaction.js';
import type { UsageCorrected, UsageRecorded } from '../../../domain/billing/usage/usageBook.events.js';
import { stripeMeters } from '../../stripe/stripeMeters.js';
import { followedUsageTerms } from '../followedUsageTerms.js';
import { recordedUsage } from '../recordedUsage.js';
import { TOKENS } from '../tokens.js';

/** Open books kept in memory, each of at most 20,000 record ids; more are read again when they are needed. */
const BOOKS_KEPT = 200;

/** Usage: records, their books, and the periods they count in. */
export const usageModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.usageBooks)
    .toResolvedValue(
      (eventStore, codec, platformQueries, progress, clock) =>
        usageBooks(
          createCommandHandling(eventStore, codec, { cachedStreams: BOOKS_KEPT }),
          eventStore,
          recordedUsage(platformQueries, progress),
          clock,
        ),
      [TOKENS.eventStore, TOKENS.codec, TOKENS.platformQueries, TOKENS.progress, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.usageTermsOf).toResolvedValue(followedUsageTerms, [TOKENS.followedStates]).inSingletonScope();
  bind(TOKENS.recordUsage)
    .toResolvedValue(
      (books, termsOf, clock) => recordUsage(books, termsOf, clock),
      [TOKENS.usageBooks, TOKENS.usageTermsOf, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(
      (books, clock) => {
        const close = closeUsagePeriod(books, clock);
        return [
          reaction(whenInvoiceFinalCloseUsagePeriod('InvoiceFinalized', 'billing.closeUsageWhenFinalized', close)),
          reaction(whenInvoiceFinalCloseUsagePeriod('InvoicePaid', 'billing.closeUsageWhenPaid', close)),
        ];
      },
      [TOKENS.usageBooks, TOKENS.clock],
    )
    .inSingletonScope();
  bind(TOKENS.reactions)
    .toResolvedValue(
      (stripe, termsOf, handling, clock) => {
        const meters = stripeMeters(stripe);
        const report = <E extends UsageRecorded | UsageCorrected>(eventType: E['type'], name: string) =>
          reaction(whenUsageRecordedReportToStripe<E>(eventType, name, meters, termsOf, handling, clock));
        return [
          report<UsageRecorded>('UsageRecorded', 'billing.reportUsage'),
          report<UsageCorrected>('UsageCorrected', 'billing.reportCorrections'),
        ];
      },
      [TOKENS.stripe, TOKENS.usageTermsOf, TOKENS.commandHandling, TOKENS.clock],
    )
    .inSingletonScope();
});
