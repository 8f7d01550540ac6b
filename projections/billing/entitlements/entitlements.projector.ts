import { evidenceOf } from '../../../application/events/evidenceOf.js';
import type { Recorded } from '../../../application/events/recordedEvent.js';
import type { SubscriptionEvent } from '../../../domain/billing/billingAccount/billingAccount.events.js';
import { described, type EntitledAccount } from '../../../domain/billing/entitlements/entitledAccount.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type EntitledRow = Readonly<{ organizationId: string; subscriptions: EntitledAccount }>;

const observed = row<Recorded<SubscriptionEvent>, EntitledRow>(
  ({ data }) => data.organizationId,
  (known, event) => {
    const { organizationId, subscription } = event.data;
    return { organizationId, subscriptions: described(known?.subscriptions ?? [], subscription, evidenceOf(event)) };
  },
);

/** One row per organization, for everyone who asks what it may do; what a plan version grants is in `billing.plans`. */
export const entitlementsProjector = postgresProjector<SubscriptionEvent, EntitledRow>({
  name: 'billing.entitlements',
  version: 2,
  tableSql: tableSql(import.meta.url, 'entitlements'),
  key: 'organizationId',
  on: { SubscriptionStarted: observed, SubscriptionChanged: observed, SubscriptionEnded: observed },
});
