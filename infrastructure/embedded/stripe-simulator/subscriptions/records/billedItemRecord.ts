/** What a subscription item was debited for last: the base of the credit when it changes (flexible billing credits what was debited). */
export type BilledItemRecord = Readonly<{
  /** The subscription item's id. */
  id: string;
  /** Minor units for the whole period, discounts taken off. */
  net: number;
  periodStart: number;
  periodEnd: number;
  /** The invoice line or pending item that debited it. */
  source: Readonly<{ invoice: string; line: string }> | null;
}>;
