/** What is charged of an invoice, and the customer's balance around it (negative is credit, positive is owed); minor units. */
export type Settlement = Readonly<{ amountDue: number; startingBalance: number; endingBalance: number }>;

/** Less than this is not worth a charge: it moves to the customer's balance (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
export const MINIMUM_CHARGE = 50;

/**
 * Applies the customer's balance at finalization. A negative total becomes credit; a due amount below the smallest charge is owed
 * with the next invoice; everything else is charged at once.
 */
export function settlement(total: number, startingBalance: number): Settlement {
  const balance = total + startingBalance;
  const charged = balance >= MINIMUM_CHARGE;
  return { amountDue: charged ? balance : 0, startingBalance, endingBalance: charged ? 0 : balance };
}
