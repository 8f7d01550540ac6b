import type { SubscriptionTarget } from '../../domain/billing/billingAccount/billingRequest.js';
import type { StripeAnswer } from './stripeAnswer.js';

/** Stripe's hosted pages. `key` is the same for a repetition: it opens one session. */
export interface StripeSessions {
  /** A page on which the customer buys a subscription; answers its address. */
  openCheckout(order: {
    organizationId: string;
    customerId: string;
    target: SubscriptionTarget;
    trialDays: number;
    successUrl: string;
    cancelUrl: string;
    key: string;
  }): Promise<StripeAnswer<string>>;
  /** A page on which the customer manages methods and invoices; answers its address, which is good for minutes. */
  openPortal(order: { customerId: string; returnUrl: string; key: string }): Promise<StripeAnswer<string>>;
}
