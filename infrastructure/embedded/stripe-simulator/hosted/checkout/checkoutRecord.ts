/** One thing on the list of a checkout. */
export type CheckoutLine = Readonly<{
  id: string;
  price: string;
  /** Null for a metered price. */
  quantity: number | null;
  /** Bounds within which the buyer may change the quantity; null where it is fixed. */
  adjustable: Readonly<{ minimum: number; maximum: number }> | null;
}>;

/** What a checkout will do, beside what its session shows; the id is the session's. */
export type CheckoutRecord = Readonly<{
  id: string;
  lines: readonly CheckoutLine[];
  /** `subscription_data`, `payment_intent_data` or `setup_intent_data`, by the session's mode. */
  data: Readonly<{
    metadata: Readonly<Record<string, string>>;
    description: string | null;
    trialEnd: number | null;
    trialPeriodDays: number | null;
    missingPaymentMethod: 'cancel' | 'create_invoice' | 'pause' | null;
    setupFutureUsage: 'off_session' | 'on_session' | null;
  }>;
}>;

/** Whether the subscription that is sold begins with a trial, so that nothing is paid now. */
export const isTrial = ({ trialEnd, trialPeriodDays }: CheckoutRecord['data']): boolean =>
  trialEnd !== null || (trialPeriodDays ?? 0) > 0;
