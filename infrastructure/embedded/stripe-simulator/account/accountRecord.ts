/** How failed payments end, and what else an account decides for itself (stripe.md 5.10). */
export type Settings = Readonly<{
  /** Days after the first failed attempt on which a payment is tried again. */
  dunningDays: readonly number[];
  /** What becomes of a subscription when the last retry failed. */
  endAction: 'cancel' | 'unpaid' | 'leave_past_due';
  /** Days before the end of a period at which `invoice.upcoming` is told. */
  upcomingDays: number;
  /** How long the draft of a renewal stays open, in seconds. */
  finalizeDelay: number;
  billingModeDefault: 'classic' | 'flexible';
  /** Gaps between attempts of a webhook: `fast` on the wall clock (100 ms, 400 ms, 1.6 s), the others on the simulated one. */
  retryProfile: 'fast' | 'sandbox' | 'live';
  /** Whether a subscription that is paid at once is told as `incomplete` first. */
  emitCreatedAs: 'incomplete' | 'active';
  /** Whether 3-D Secure on an invoice is also told as `invoice.payment_failed`. */
  paymentFailedOnAction: boolean;
  /** How long a search does not find what is new, in seconds. */
  searchLag?: number;
}>;

/** What the simulator keeps of an account beside its objects. Times in seconds. */
export type AccountRecord = Readonly<{
  id: 'account';
  /** Ids are derived from it. */
  seed: string;
  /** How many ids were made. */
  counter: number;
  /** `running` follows the wall clock at a distance; `frozen` moves only when told. */
  clock: Readonly<{ mode: 'running'; offset: number }> | Readonly<{ mode: 'frozen'; at: number }>;
  settings: Settings;
}>;

export const defaultSettings: Settings = {
  dunningDays: [1, 3, 5, 7, 9, 11, 13, 14],
  endAction: 'cancel',
  upcomingDays: 7,
  finalizeDelay: 3601,
  billingModeDefault: 'flexible',
  retryProfile: 'live',
  emitCreatedAs: 'incomplete',
  paymentFailedOnAction: false,
};
