export type DeliveryAttempt = Readonly<{
  /** Milliseconds of the wall clock. */
  at: number;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  error: string | null;
}>;

/** One event for one endpoint, and how far it got. */
export type Delivery = Readonly<{
  id: string;
  event: string;
  type: string;
  endpoint: string;
  /** `waiting` for its next attempt; `failed` after the last; `dropped` when it was lost on purpose or nobody listens. */
  state: 'pending' | 'waiting' | 'delivered' | 'failed' | 'dropped';
  /** The endpoint in whose line it stands while it is pending. */
  line: string | null;
  attempts: readonly DeliveryAttempt[];
}>;

/** A delivery in another state, in or out of its endpoint's line. */
export const inState = (delivery: Delivery, state: Delivery['state']): Delivery => ({
  ...delivery,
  state,
  line: state === 'pending' ? delivery.endpoint : null,
});

/** Whether it arrived at least once, however it is sent again since. */
export const wasDelivered = ({ attempts }: Delivery): boolean => attempts.some(({ error }) => error === null);
