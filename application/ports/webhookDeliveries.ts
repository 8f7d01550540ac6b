/** One event for one endpoint. */
export type NewWebhookDelivery = Readonly<{
  /** Derived from both: a repetition is the same delivery. */
  deliveryId: string;
  organizationId: string;
  endpointId: string;
  eventId: string;
  eventType: string;
  /** What is signed and sent, to the byte the same in every attempt. */
  payload: string;
  createdAt: Date;
}>;

export type DueWebhookDelivery = Readonly<{
  deliveryId: string;
  organizationId: string;
  endpointId: string;
  payload: string;
  /** Attempts since it was made, or asked for again. */
  tries: number;
}>;

export type WebhookAttempt = Readonly<{
  deliveryId: string;
  at: Date;
  durationMs: number;
  /** Null where no answer came. */
  status: number | null;
  /** Null where it was delivered. */
  error: string | null;
  /** When it is tried again; null where it is not. */
  nextAttemptAt: string | null;
}>;

/** What is to be delivered, and what became of each attempt. */
export interface WebhookDeliveries {
  /** Those that are there already stay as they are. */
  add(deliveries: readonly NewWebhookDelivery[]): Promise<void>;
  /**
   * Makes a delivery due, as if it were new; once for each cause.
   * @param cause id of the event that asks for it
   */
  redeliver(endpointId: string, deliveryId: string, cause: string, at: Date): Promise<void>;
  /** Deletes all of an endpoint. */
  forget(endpointId: string): Promise<void>;
  /** Deletes what is finished and older than the instant; returns how many. */
  forgetBefore(instant: Date): Promise<number>;
  /** Endpoints with something due, in no order. */
  endpointsDue(now: Date): Promise<readonly string[]>;
  /** What is due of one endpoint, the longest waiting first. */
  due(endpointId: string, now: Date, limit: number): Promise<readonly DueWebhookDelivery[]>;
  /** When the oldest was made that is neither delivered nor given up; undefined where there is none. */
  oldestPending(): Promise<Date | undefined>;
  record(attempt: WebhookAttempt): Promise<void>;
  /** The first failure after which nothing was delivered; undefined where there is none. */
  failingSince(endpointId: string): Promise<Date | undefined>;
}
