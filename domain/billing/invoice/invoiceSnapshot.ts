import type { InvoiceId, StripeCustomerId, SubscriptionId } from '../ids.js';
import type { InvoiceLine, TaxAmount } from './invoiceLine.js';

/** Stripe's invoice statuses (docs.stripe.com/invoicing/integration/workflow-transitions). */
export type InvoiceStatus = 'draft' | 'open' | 'paid' | 'uncollectible' | 'void';

/** What Stripe says of an invoice at one moment; amounts in minor units of `currency`, times are UTC instants. */
export type InvoiceSnapshot = Readonly<{
  invoiceId: InvoiceId;
  customerId: StripeCustomerId;
  subscriptionId: SubscriptionId | null;
  number: string | null;
  status: InvoiceStatus;
  currency: string;
  subtotal: number;
  tax: number;
  total: number;
  amountDue: number;
  amountPaid: number;
  amountRemaining: number;
  /** Payment attempts so far, the first one included. */
  attemptCount: number;
  nextPaymentAttemptAt: string | null;
  periodStart: string;
  periodEnd: string;
  createdAt: string;
  paidAt: string | null;
  /** Why it was made, in Stripe's words, such as `subscription_cycle`. */
  billingReason?: string | null | undefined;
  /** Stripe's page where it can be paid. */
  hostedInvoiceUrl?: string | null | undefined;
  dueAt?: string | null | undefined;
  finalizedAt?: string | null | undefined;
  voidedAt?: string | null | undefined;
  markedUncollectibleAt?: string | null | undefined;
  /** All discounts together, positive. */
  discount?: number | undefined;
  /** Prepaid credits taken off before tax, positive. */
  creditsApplied?: number | undefined;
  taxes?: readonly TaxAmount[] | undefined;
  /** The customer's balance before and after; negative is credit (docs.stripe.com/billing/customer/balance). */
  startingBalance?: number | undefined;
  endingBalance?: number | null | undefined;
  /** Credit notes before payment lower what is due; those after it give money back. */
  creditedBeforePayment?: number | undefined;
  creditedAfterPayment?: number | undefined;
  lines?: readonly InvoiceLine[] | undefined;
  /** False where an event carried the first lines only, and the others could not be asked for. */
  linesComplete?: boolean | undefined;
}>;
