import type { StripeCustomerId } from '../ids.js';

/** `pm_…`, given by Stripe. */
export type PaymentMethodId = string;

/** What Stripe says of a saved payment method; card fields are null for other kinds. */
export type PaymentMethodSnapshot = Readonly<{
  paymentMethodId: PaymentMethodId;
  customerId: StripeCustomerId;
  /** Stripe's type, such as `card`. */
  type: string;
  brand: string | null;
  last4: string | null;
  expMonth: number | null;
  expYear: number | null;
}>;
