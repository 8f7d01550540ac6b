import { correctionKey } from '../../domain/billing/usage/recordIds.js';
import type { CommandContext } from '../commandContext.js';
import type { Clock } from '../ports/clock.js';
import type { BookHandled, UsageBooks } from './usageBooks.js';
import type { UsageTermsOf } from './usageTermsOf.js';

export type UsageCorrection = Readonly<{
  organizationId: string;
  meter: string;
  /** Any instant of the period to correct. */
  at: string;
  /** Units to add; negative where too much had been recorded. */
  quantity: number;
  reason: string;
  reference: string;
}>;

export type CorrectUsage = (correction: UsageCorrection, context: CommandContext) => Promise<BookHandled>;

/** Adjusts a period's usage by hand, with a reason; what had been recorded stays as it was. */
export const correctUsage =
  (books: UsageBooks, termsOf: UsageTermsOf, clock: Clock): CorrectUsage =>
  async (correction, context) => {
    const terms = await termsOf(correction.organizationId);
    const correctionId = context.commandId;
    return books.handle(
      correction.organizationId,
      [correctionKey(correctionId)],
      (place) => ({
        type: 'CorrectUsage',
        data: { ...correction, ...place, correctionId, terms },
        now: clock.now(),
      }),
      context,
    );
  };
