import type {
  SubscriptionChangeScheduled,
  SubscriptionChangeUnscheduled,
  SubscriptionEvent,
  SubscriptionScheduleEvent,
} from '../../../domain/billing/billingAccount/billingAccount.events.js';
import type { SubscriptionTarget } from '../../../domain/billing/billingAccount/billingRequest.js';
import type { SubscriptionSnapshot } from '../../../domain/billing/billingAccount/subscriptionSnapshot.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type SubscriptionRow = Required<SubscriptionSnapshot> &
  Readonly<{
    organizationId: string;
    /** The terms that wait for the end of the period. */
    scheduledChange: Readonly<{ requestId: string; target: SubscriptionTarget; effectiveAt: string }> | null;
  }>;

const unsaid = {
  planVersion: null,
  seats: null,
  items: [],
  cancelAtPeriodEnd: false,
  pausedAt: null,
  discounts: [],
  defaultPaymentMethodId: null,
  latestInvoiceId: null,
} as const;

const observed = row<SubscriptionEvent, SubscriptionRow>(
  ({ data }) => data.subscription.subscriptionId,
  (present, { data: { subscription, organizationId } }) => ({
    ...unsaid,
    ...subscription,
    organizationId,
    scheduledChange: present?.scheduledChange ?? null,
  }),
);

/** The subscription whose terms wait; a schedule never comes before its subscription. */
const scheduled = row<SubscriptionChangeScheduled, SubscriptionRow>(
  ({ data }) => data.subscriptionId,
  (present, { data: { requestId, target, effectiveAt } }) =>
    present && { ...present, scheduledChange: { requestId, target, effectiveAt } },
);
const unscheduled = row<SubscriptionChangeUnscheduled, SubscriptionRow>(
  ({ data }) => data.subscriptionId,
  (present) => present && { ...present, scheduledChange: null },
);

/** One row per subscription, for the organization's billing page. */
export const subscriptionsProjector = postgresProjector<SubscriptionEvent | SubscriptionScheduleEvent, SubscriptionRow>(
  {
    name: 'billing.subscriptions',
    version: 2,
    tableSql: tableSql(import.meta.url, 'subscriptions'),
    key: 'subscriptionId',
    on: {
      SubscriptionStarted: observed,
      SubscriptionChanged: observed,
      SubscriptionEnded: observed,
      SubscriptionChangeScheduled: scheduled,
      SubscriptionChangeUnscheduled: unscheduled,
    },
  },
);
