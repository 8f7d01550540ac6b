/** Why a credit note is given, in Stripe's words. */
export type CreditReason = 'duplicate' | 'fraudulent' | 'order_change' | 'product_unsatisfactory';
/** Why money is given back, in Stripe's words. */
export type RefundReason = 'duplicate' | 'fraudulent' | 'requested_by_customer';

/** Something a person wants Stripe to do to an invoice; amounts in minor units of its currency. */
export type InvoiceAction =
  | Readonly<{ kind: 'pay'; paymentMethodId: string | null }>
  | Readonly<{ kind: 'void' }>
  | Readonly<{
      kind: 'credit';
      amount: number;
      reason: CreditReason;
      /** Where the money of a paid invoice goes: to the customer's balance or back to the card. */
      to: 'balance' | 'card';
    }>
  | Readonly<{ kind: 'refund'; amount: number; reason: RefundReason }>;

/** Why Stripe did not do it; texts of Stripe's own, fit to be shown. */
export type ActionRefusal = Readonly<{ code: string; declineCode: string | null; message: string }>;
