/** A thin event: what happened to what, without the object itself (docs.stripe.com/api/v2/core/events/object). */
export type ThinEvent = Readonly<{
  id: string;
  object: 'v2.core.event';
  type: string;
  /** ISO. */
  created: string;
  livemode: false;
  reason: Readonly<{ type: 'request'; request: Readonly<{ id: string; idempotency_key: string }> }> | null;
  related_object?: Readonly<{ id: string; type: string; url: string }>;
  /** The snapshot event that tells the same. */
  snapshot_event?: string;
  /** Only what asks for the whole event is told it. */
  data?: object;
}>;

/** The body of a thin event's delivery: `data` has to be asked for. */
export const notificationOf = ({ data: _, ...notification }: ThinEvent): object => notification;
