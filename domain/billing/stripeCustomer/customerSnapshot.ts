import type { SubscriptionDiscount } from '../billingAccount/subscriptionSnapshot.js';
import type { StripeCustomerId } from '../ids.js';

/** Who a Stripe customer is: personal data, so events hold it encrypted. */
export type CustomerDetails = Readonly<{
  name: string | null;
  email: string | null;
  phone: string | null;
  /** Lines of the postal address as they are printed; empty where there is none. */
  address: readonly string[];
  /** Absent where Stripe was not asked for them. */
  taxIds?: readonly TaxId[];
}>;

/** A registration for tax (docs.stripe.com/api/tax_ids/object). */
export type TaxId = Readonly<{
  taxIdId: string;
  /** Such as `eu_vat`. */
  type: string;
  value: string;
  country: string | null;
  /** Whether the register knows it: `pending`, `verified`, `unverified`, `unavailable`; null where none is asked. */
  verification: string | null;
}>;

/** What Stripe says of a customer; amounts in minor units (docs.stripe.com/api/customers/object). */
export type CustomerSnapshot = Readonly<{
  customerId: StripeCustomerId;
  /** Null until the first invoice fixes it. */
  currency: string | null;
  /** Negative is credit, positive is owed with the next invoice. */
  balance: number;
  defaultPaymentMethodId: string | null;
  delinquent: boolean;
  deleted: boolean;
  /** What is taken off everything the customer is billed; null for nothing, absent where Stripe was not asked. */
  discount?: SubscriptionDiscount | null;
}>;

/** One movement of a customer's balance (docs.stripe.com/api/customer_balance_transactions/object). */
export type BalanceTransaction = Readonly<{
  transactionId: string;
  /** Stripe's word for it, such as `applied_to_invoice`. */
  kind: string;
  currency: string;
  /** Negative is credit for the customer. */
  amount: number;
  endingBalance: number;
  invoiceId: string | null;
  creditNoteId: string | null;
  description: string | null;
  createdAt: string;
}>;
