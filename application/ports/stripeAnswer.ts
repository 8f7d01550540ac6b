import type { BillingRefusalCode } from '../../domain/billing/billingAccount/billingRequest.js';

/** Why Stripe did not do something, as far as asking again would change nothing. */
export type StripeRefusal = Readonly<{
  code: BillingRefusalCode;
  /** The bank's reason (docs.stripe.com/declines/codes). */
  declineCode: string | null;
  /** Stripe's words, fit for the customer. */
  message: string;
}>;

/** What Stripe answered to something that it may refuse. Whatever may pass with time is thrown instead. */
export type StripeAnswer<T> = Readonly<{ done: true; value: T }> | Readonly<{ done: false; refusal: StripeRefusal }>;

/** Stripe, or a price that is being made there, cannot be had just now. */
export class StripeUnavailable extends Error {
  override readonly name = 'StripeUnavailable';
}
