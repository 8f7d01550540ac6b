import type { StripeEnvelope } from './stripeWebhooks.js';

/** An event as Stripe keeps it. */
export type LoggedStripeEvent = Readonly<{ envelope: StripeEnvelope; payload: string }>;

/**
 * The events Stripe keeps, for 30 days, of the types that mean something here; newest first
 * (docs.stripe.com/api/events/list). @throws when Stripe cannot be asked
 */
export interface StripeEventLog {
  /** Those of which at least one delivery has not arrived. */
  undelivered(): AsyncIterable<LoggedStripeEvent>;
  /** Those made at a time or later; all it keeps where none is given. */
  since(time: string | undefined): AsyncIterable<LoggedStripeEvent>;
}
