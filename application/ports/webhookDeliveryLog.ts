export type WebhookDeliveryStatus = 'pending' | 'delivered' | 'failed';

export type LoggedWebhookDelivery = Readonly<{
  deliveryId: string;
  eventId: string;
  eventType: string;
  status: WebhookDeliveryStatus;
  createdAt: string;
  nextAttemptAt: string | null;
  /** The newest first. */
  attempts: readonly Readonly<{ at: string; status: number | null; error: string | null; durationMs: number }>[];
}>;

/** A place in the list of deliveries. */
export type WebhookDeliveryPlace = Readonly<{ createdAt: string; deliveryId: string }>;

/** What an organization sees of its deliveries. */
export interface WebhookDeliveryLog {
  /** The newest first. */
  list(
    organizationId: string,
    endpointId: string,
    asked: Readonly<{
      status: WebhookDeliveryStatus | undefined;
      after: WebhookDeliveryPlace | undefined;
      limit: number;
    }>,
  ): Promise<readonly LoggedWebhookDelivery[]>;
  one(
    organizationId: string,
    endpointId: string,
    deliveryId: string,
  ): Promise<(LoggedWebhookDelivery & Readonly<{ payload: string }>) | undefined>;
}
