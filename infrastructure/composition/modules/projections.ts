import { ContainerModule } from 'inversify';
import { eventsByContext } from '../../../application/events/eventRegistry.js';
import { eventsProjector } from '../../../projections/analytics/events/events.projector.js';
import { usageBatchesProjector } from '../../../projections/analytics/usageBatches/usageBatches.projector.js';

import { balanceTransactionsProjector } from '../../../projections/billing/balanceTransactions/balanceTransactions.projector.js';
import { creditNotesProjector } from '../../../projections/billing/creditNotes/creditNotes.projector.js';
import { customersProjector } from '../../../projections/billing/customers/customers.projector.js';
import { disputesProjector } from '../../../projections/billing/disputes/disputes.projector.js';
import { entitlementsProjector } from '../../../projections/billing/entitlements/entitlements.projector.js';
import { invoiceActionsProjector } from '../../../projections/billing/invoiceActions/invoiceActions.projector.js';
import { invoiceLinesProjector } from '../../../projections/billing/invoiceLines/invoiceLines.projector.js';

import { invoicesProjector } from '../../../projections/billing/invoices/invoices.projector.js';
import { paymentMethodsProjector } from '../../../projections/billing/paymentMethods/paymentMethods.projector.js';
import { plansProjector } from '../../../projections/billing/plans/plans.projector.js';
import { refundsProjector } from '../../../projections/billing/refunds/refunds.projector.js';
import { requestsProjector } from '../../../projections/billing/requests/requests.projector.js';
import { stripeNoticesProjector } from '../../../projections/billing/stripeNotices/stripeNotices.projector.js';
import { subscriptionsProjector } from '../../../projections/billing/subscriptions/subscriptions.projector.js';
import { usageCountersProjector } from '../../../projections/billing/usageCounters/usageCounters.projector.js';
import { usageRecordsProjector } from '../../../projections/billing/usageRecords/usageRecords.projector.js';
import { feedProjector } from '../../../projections/notifications/feed/feed.projector.js';
import { createReadModelProgress } from '../../../projections/runtime/progress.js';
import { activityProjector } from '../../../projections/team/activity/activity.projector.js';
import { apiKeysProjector } from '../../../projections/team/apiKeys/apiKeys.projector.js';
import { domainsProjector } from '../../../projections/team/domains/domains.projector.js';
import { invitationsProjector } from '../../../projections/team/invitations/invitations.projector.js';
import { joinRequestsProjector } from '../../../projections/team/joinRequests/joinRequests.projector.js';
import { membersProjector } from '../../../projections/team/members/members.projector.js';
import { organizationsProjector } from '../../../projections/team/organizations/organizations.projector.js';
import { TOKENS } from '../tokens.js';

/** The read models in PostgreSQL; a name here is permanent. */
export const postgresProjectors = [
  subscriptionsProjector,
  requestsProjector,
  paymentMethodsProjector,
  plansProjector,
  usageCountersProjector,
  usageRecordsProjector,
  invoicesProjector,
  invoiceLinesProjector,
  creditNotesProjector,
  refundsProjector,
  disputesProjector,
  invoiceActionsProjector,
  customersProjector,
  balanceTransactionsProjector,
  feedProjector,
  entitlementsProjector,
  membersProjector,
  invitationsProjector,
  domainsProjector,
  joinRequestsProjector,
  organizationsProjector,
  apiKeysProjector,
  activityProjector,
  stripeNoticesProjector,
] as const;

/** The tables in ClickHouse. */
export const clickhouseProjectors = [eventsProjector(eventsByContext), usageBatchesProjector] as const;

export const projectionsModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.progress)
    .toResolvedValue(
      (db, wakeUps, logger) => createReadModelProgress({ db, wakeUps, logger }),
      [TOKENS.pool, TOKENS.wakeUps, TOKENS.logger],
    )
    .inSingletonScope();
});
