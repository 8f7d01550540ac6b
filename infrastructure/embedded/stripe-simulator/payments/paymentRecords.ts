/** What the simulator remembers of a payment beside the intent that the API shows. */
export type PaymentRecord = Readonly<{
  /** The payment intent's id. */
  id: string;
  /** The invoice it pays; null for a payment on its own. */
  invoice: string | null;
  /** The method being tried, which the intent forgets when the bank refuses. */
  method: string | null;
  offSession: boolean;
}>;

/** What the simulator remembers of a payment method beside the method that the API shows; the id is the method's. */
export type MethodRecord = Readonly<{
  id: string;
  /** Its holder authenticated it once for later use. */
  setUp: boolean;
  /** It was taken from its customer, which is final. */
  detached: boolean;
}>;

/** How the next payments end whatever the card says (stripe.md 5.10). */
export type ForcedPaymentRecord = Readonly<{
  id: string;
  outcome: 'decline' | 'processing' | 'requires_action' | 'succeed' | 'timeout';
  /** The bank's code, of a decline. */
  decline: string | null;
  /** How many payments are still to end so. */
  times: number;
  /** Only payments of this customer; null for all. */
  customer: string | null;
}>;
