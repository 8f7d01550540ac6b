import type { PaymentMethodSnapshot } from '../../domain/billing/billingAccount/paymentMethodSnapshot.js';
import type { StripeAnswer } from './stripeAnswer.js';

/** Saved payment methods at Stripe. `key` is the same for a repetition: it has one effect. */
export interface StripePaymentMethods {
  /** Saves a method for the customer. One of Stripe's test names, such as `pm_card_visa`, becomes a method of its own. */
  attach(order: {
    customerId: string;
    paymentMethodId: string;
    key: string;
  }): Promise<StripeAnswer<PaymentMethodSnapshot>>;
  /** Charges this method from now on, also for a subscription that names another. */
  makeDefault(order: {
    customerId: string;
    paymentMethodId: string;
    subscriptionId: string | null;
    key: string;
  }): Promise<StripeAnswer<PaymentMethodSnapshot>>;
  /** Takes a method away for good; one that is gone already is answered as it was. */
  detach(order: {
    customerId: string;
    paymentMethodId: string;
    key: string;
  }): Promise<StripeAnswer<PaymentMethodSnapshot>>;
}
