import type { Recorded } from '../../../application/events/recordedEvent.js';
import type {
  StripeNoticeEvent,
  StripeNoticeResolved,
} from '../../../domain/billing/stripeNotice/stripeNotice.events.js';
import type { WatchedKind, WatchedObject } from '../../../domain/billing/stripeNotice/watchedObject.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type StripeNoticeRow = Readonly<{
  objectId: string;
  kind: WatchedKind;
  organizationId: string | null;
  attention: boolean;
  observed: WatchedObject;
  position: bigint;
  observedAt: string;
  resolvedAt: string | null;
  note: string | null;
}>;
type Observation = Exclude<StripeNoticeEvent, StripeNoticeResolved>;

/** What is for whoever runs the product: nothing else of the product, and no customer, can put it right. */
function isForOperators(observed: WatchedObject): boolean {
  switch (observed.kind) {
    case 'rejectedUsage':
    case 'finalizationFailure':
      return true;
    case 'fraudFlag':
      return observed.open;
    case 'schedule':
      return observed.aborted;
    case 'catalogueEdit':
      return observed.state !== 'active';
    default:
      return false;
  }
}

/** An amount that no longer waits, and a catalogue that is as published again, are as if nothing had been told. */
const isOver = (observed: WatchedObject): boolean =>
  (observed.kind === 'pendingCharge' && (observed.removed || observed.invoiceId !== null)) ||
  (observed.kind === 'catalogueEdit' && observed.state === 'active');

const observed = row<Recorded<Observation>, StripeNoticeRow>(
  ({ data }) => data.observed.id,
  (_, { data, position, metadata }) =>
    isOver(data.observed)
      ? undefined
      : {
          objectId: data.observed.id,
          kind: data.observed.kind,
          organizationId: data.organizationId,
          attention: isForOperators(data.observed),
          observed: data.observed,
          position,
          observedAt: metadata.occurredAt,
          resolvedAt: null,
          note: null,
        },
);

const resolved = row<StripeNoticeResolved, StripeNoticeRow>(
  ({ data }) => data.objectId,
  (present, { data: { resolvedAt, note } }) => present && { ...present, attention: false, resolvedAt, note },
);

/** What Stripe told of objects that billing only watches. */
export const stripeNoticesProjector = postgresProjector<StripeNoticeEvent, StripeNoticeRow>({
  name: 'billing.stripe_notices',
  version: 2,
  tableSql: tableSql(import.meta.url, 'stripeNotices'),
  key: 'objectId',
  on: {
    CheckoutChanged: observed,
    PaymentMethodSetupChanged: observed,
    SubscriptionPlanChanged: observed,
    CreditGranted: observed,
    CreditGrantChanged: observed,
    CreditUsed: observed,
    PaymentFlagged: observed,
    UsageRejectedByStripe: observed,
    PaymentTried: observed,
    PendingChargeChanged: observed,
    InvoiceFinalizationFailed: observed,
    CatalogueEditedAtStripe: observed,
    StripeNoticeResolved: resolved,
  },
});
