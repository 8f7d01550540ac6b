import Stripe from 'stripe';

/** The event types the simulator sends so far. */
export type SimulatedEventType =
  | 'customer.subscription.created'
  | 'customer.subscription.updated'
  | 'customer.subscription.deleted'
  | 'invoice.paid'
  | 'invoice.payment_failed';

export type SimulatedEvent = Readonly<{
  id: string;
  type: SimulatedEventType;
  /** Seconds since 1970. */
  created: number;
  object: Stripe.Subscription | Stripe.Invoice;
  previousAttributes?: object;
}>;

/** The body Stripe would send: a snapshot event as docs.stripe.com/api/events/object has it, indented as on the wire. */
export const eventBody = ({ id, type, created, object, previousAttributes }: SimulatedEvent): string =>
  JSON.stringify(
    {
      id,
      object: 'event',
      api_version: Stripe.API_VERSION,
      created,
      data: { object, ...(previousAttributes && { previous_attributes: previousAttributes }) },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type,
    },
    null,
    2,
  );

/** The `Stripe-Signature` header of a body at a time (seconds since 1970; docs.stripe.com/webhooks/signature). */
export const signatureHeader = (body: string, secret: string, timestamp: number): string =>
  Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
