import type { PaymentMethodSnapshot } from '../../domain/billing/billingAccount/paymentMethodSnapshot.js';
import type { SubscriptionSnapshot } from '../../domain/billing/billingAccount/subscriptionSnapshot.js';
import type { CreditNoteSnapshot, DisputeSnapshot, RefundSnapshot } from '../../domain/billing/invoice/adjustments.js';
import type { InvoiceSnapshot } from '../../domain/billing/invoice/invoiceSnapshot.js';
import type { InvoiceDueAnnounced } from '../../domain/billing/reminder/reminder.events.js';
import type { CustomerDetails, CustomerSnapshot } from '../../domain/billing/stripeCustomer/customerSnapshot.js';
import type { WatchedObject } from '../../domain/billing/stripeNotice/watchedObject.js';

type About = Readonly<{
  /** The organization we wrote into the object's metadata; only a hint, see `StripeCustomerLinked`. */
  organizationHint: string | null;
  /** Null where the object does not name its customer, such as a refund. */
  customerId: string | null;
  observedAt: string;
  /** What has to be read anew beside it. */
  leadsTo?: TouchedObject | null | undefined;
}>;

/** The object as the event carried it, or as Stripe answered just now, which overrules whatever is known. */
type Fetched = Readonly<{ fetched: boolean }>;

export type SubscriptionFact = About &
  Fetched &
  Readonly<{ kind: 'subscription'; source: 'created' | 'updated' | 'deleted'; subscription: SubscriptionSnapshot }>;
export type InvoiceFact = About &
  Fetched &
  Readonly<{
    kind: 'invoice';
    /** What the event says happened, beside what the invoice is now. */
    told: 'changed' | 'paymentFailed' | 'paymentActionRequired' | 'deleted';
    /** The invoice as the event carried it. */
    invoice: InvoiceSnapshot;
    /** The invoice as it is now, where Stripe could be asked. */
    latest?: InvoiceSnapshot;
  }>;
export type CreditNoteFact = About & Fetched & Readonly<{ kind: 'creditNote'; creditNote: CreditNoteSnapshot }>;
export type RefundFact = About & Fetched & Readonly<{ kind: 'refund'; refund: RefundSnapshot }>;
export type DisputeFact = About & Fetched & Readonly<{ kind: 'dispute'; dispute: DisputeSnapshot }>;
export type PaymentMethodFact = About &
  Fetched &
  Readonly<{
    kind: 'paymentMethod';
    change: 'attached' | 'updated' | 'detached';
    paymentMethod: PaymentMethodSnapshot;
  }>;
export type CustomerFact = About &
  Fetched &
  Readonly<{ kind: 'customer'; customer: CustomerSnapshot; details: CustomerDetails }>;
/** Something that is only watched. */
export type NoticeFact = About & Fetched & Readonly<{ kind: 'notice'; observed: WatchedObject }>;
/** An object that something happened to, of which the event tells nothing that could be recorded. */
export type TouchedFact = About & Readonly<{ kind: 'touched'; object: TouchedObject }>;
export type TouchedObject = Readonly<{
  type:
    | 'subscription'
    | 'customer'
    | 'paymentMethod'
    | 'invoice'
    /** Of a charge: the refund that was made last. */
    | 'latestRefund';
  id: string;
}>;
export type ReminderFact = About &
  Readonly<
    | { kind: 'trialEnding'; subscriptionId: string; trialEndsAt: string }
    | { kind: 'renewal'; subscriptionId: string; renewsAt: string; amountDue: number; currency: string }
    | ({ kind: 'invoiceDue' } & Omit<InvoiceDueAnnounced['data'], 'organizationId'>)
  >;

/** What a Stripe event means to billing. */
export type StripeFact =
  | SubscriptionFact
  | InvoiceFact
  | CreditNoteFact
  | RefundFact
  | DisputeFact
  | PaymentMethodFact
  | CustomerFact
  | NoticeFact
  | TouchedFact
  | ReminderFact;
