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

/** Rejected usage, suspicious payments and planned changes that arrears broke off are for whoever runs the product. */
const isForOperators = (observed: WatchedObject): boolean =>
  observed.kind === 'rejectedUsage' ||
  (observed.kind === 'fraudFlag' && observed.open) ||
  (observed.kind === 'schedule' && observed.aborted);

const observed = row<Recorded<Observation>, StripeNoticeRow>(
  ({ data }) => data.observed.id,
  (_, { data, position, metadata }) => ({
    objectId: data.observed.id,
    kind: data.observed.kind,
    organizationId: data.organizationId,
    attention: isForOperators(data.observed),
    observed: data.observed,
    position,
    observedAt: metadata.occurredAt,
    resolvedAt: null,
    note: null,
  }),
);

const resolved = row<StripeNoticeResolved, StripeNoticeRow>(
  ({ data }) => data.objectId,
  (present, { data: { resolvedAt, note } }) => present && { ...present, attention: false, resolvedAt, note },
);

/** What Stripe told of objects that billing only watches. */
export const stripeNoticesProjector = postgresProjector<StripeNoticeEvent, StripeNoticeRow>({
  name: 'billing.stripe_notices',
  version: 1,
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
    StripeNoticeResolved: resolved,
  },
});
