/** One attempt to deliver. */
export type OutgoingWebhook = Readonly<{
  url: string;
  /** The same in every attempt: by it a receiver knows a repetition. */
  webhookId: string;
  /** JSON, signed and sent as it stands. */
  payload: string;
  /** Each signs; the newest first. */
  secrets: readonly string[];
  /** When the attempt is made: signed along, so that a recorded request is no good for long. */
  at: Date;
}>;

export type WebhookAnswer = Readonly<{
  /** Null where no answer came. */
  status: number | null;
  /** Why it failed, as a code such as `timed_out`; null after any 2xx. */
  error: string | null;
  durationMs: number;
}>;

/** Delivers webhooks. */
export interface WebhookSender {
  /** Never throws for what the receiver or the network does. */
  send(webhook: OutgoingWebhook): Promise<WebhookAnswer>;
}
