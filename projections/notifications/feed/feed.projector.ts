import type { Recorded } from '../../../application/events/recordedEvent.js';
import { type NotifyingEvent, notificationCatalogue } from '../../../domain/notifications/catalogue.js';
import type { Notification } from '../../../domain/notifications/notification.js';
import { postgresProjector, rowOfEvent } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type FeedRow = Notification &
  Readonly<{ notificationId: string; organizationId: string; position: bigint; occurredAt: string }>;

/** A notification has the id of the event that caused it: one event, one notification, however often it is projected. */
const notify = rowOfEvent<Recorded<NotifyingEvent>, FeedRow>(({ id, type, data, position, metadata }) => {
  const tell = notificationCatalogue[type] as (data: NotifyingEvent['data']) => Notification | undefined;
  const notification = tell(data);
  const { organizationId } = data;
  return (
    notification && { ...notification, notificationId: id, organizationId, position, occurredAt: metadata.occurredAt }
  );
});

/** Notifications of an organization, for the bell and the gateway. */
export const feedProjector = postgresProjector<NotifyingEvent, FeedRow>({
  name: 'notifications.feed',
  version: 7,
  tableSql: tableSql(import.meta.url, 'feed'),
  key: 'notificationId',
  on: {
    SubscriptionStarted: notify,
    SubscriptionEnded: notify,
    InvoicePaid: notify,
    InvoicePaymentFailed: notify,
    UsageThresholdReached: notify,
    AccessRestricted: notify,
    AccessRestored: notify,
    InvoicePaymentActionRequired: notify,
    RefundSucceeded: notify,
    DisputeOpened: notify,
    TrialEndingAnnounced: notify,
    InvoiceDueAnnounced: notify,
    PaymentTried: notify,
    CheckoutChanged: notify,
    PaymentMethodSetupChanged: notify,
    CreditGranted: notify,
  },
});
