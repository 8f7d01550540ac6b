import type { PlanEvent } from '../../billing/plan/plan.events.js';
import type { UsageBookEvent } from '../../billing/usage/usageBook.events.js';
import type { UsageReported } from '../../billing/usageReport/usageReport.events.js';
import { bookkeeping, does, happened, type Telling } from './told.js';

type Event = UsageBookEvent | UsageReported | PlanEvent;
type Sentences = { readonly [T in Event['type']]: Telling<Extract<Event, { type: T }>['data']> };

const ofNobody = bookkeeping('plans are sold to everybody and belong to no organization');

/** What is told of usage; plans are nobody's. */
export const usageSentences: Sentences = {
  UsageBookOpened: bookkeeping('a page of the usage books turning, which changes no number'),
  UsageRecorded: bookkeeping('machines record usage by the thousand; the usage pages show every record'),
  UsageThresholdReached: ({ meter, threshold, quantity, included }) =>
    happened`${String(threshold)} % of ${meter} are used: ${String(quantity)} of ${String(included)}`,
  UsageCorrected: ({ meter, quantity, reason, reference }) =>
    does`corrected ${meter} by ${quantity > 0 ? '+' : ''}${String(quantity)} (${reason}, ${reference})`,
  UsagePeriodClosed: ({ through, invoiceId }) => happened`Usage until ${through} was invoiced with ${invoiceId}`,
  UsageBookClosed: bookkeeping('a page of the usage books turning, which changes no number'),
  UsageReported: bookkeeping('copies to Stripe what UsageRecorded has'),

  PlanVersionDrafted: ofNobody,
  PlanDraftRevised: ofNobody,
  PlanDraftDiscarded: ofNobody,
  PlanVersionPublished: ofNobody,
  PlanSynced: ofNobody,
  PlanRetired: ofNobody,
};
