/** Usage of one customer, meter and moment, as Stripe takes it. */
export type MeterEvent = Readonly<{
  /** The same for a repetition: Stripe takes it once (docs.stripe.com/api/billing/meter-event/create). */
  identifier: string;
  /** Name of the meter, Stripe's `event_name`. */
  meter: string;
  customerId: string;
  /** Whole units; negative takes back. */
  quantity: number;
  /** Which billing period Stripe counts it in. */
  timestamp: string;
}>;

/** Stripe's usage side. */
export interface StripeMeters {
  /**
   * Reports usage, once however often it is called with the same identifier.
   * @returns the time Stripe counts it at: the given one, or its own present where the given one lies beyond what it takes
   * (35 days back, 5 minutes ahead)
   */
  report(event: MeterEvent): Promise<string>;
  /** Units Stripe holds of a customer's meter between two instants, widened to whole minutes. */
  total(customerId: string, meter: string, from: string, to: string): Promise<number>;
}
