import type { InvoiceLine } from '../invoice/invoiceLine.js';
import type { InvoiceSnapshot } from '../invoice/invoiceSnapshot.js';
import type { PlanTerms } from '../plan/planTerms.js';
import type { Reduction } from './charges.js';
import type { SoldAs } from './soldAs.js';

/** What was recorded of an organization and of the catalogue, as far as a price depends on it. */
export type RatingFacts = Readonly<{
  /** What a price of Stripe's is for; undefined for one made outside. */
  soldBy: (priceId: string) => SoldAs | undefined;
  /** The terms that were published. */
  bought: (planId: string, version: number) => PlanTerms | undefined;
  /** The terms to apply: the same, or those of another catalogue. */
  applied: (planId: string, version: number) => PlanTerms | undefined;
  /** Units of a meter from an instant up to another. */
  used: (meter: string, start: string, end: string) => bigint;
  /** Where the period of the subscription began that ends then and holds the instant. */
  periodStart: (subscriptionId: string, periodEnd: string, instant: string) => string | undefined;
  /** When the subscription's trial ended; null when it had none. */
  trialEnd: (subscriptionId: string) => string | null;
  /** Where that was charged which a credit gives back; undefined when it is not known. */
  charged: (credit: InvoiceLine) => Readonly<{ invoice: InvoiceSnapshot; lineId: string }> | undefined;
  /** The discounts of the subscription when an invoice was made: prorations have them inside. */
  discounts: (invoiceId: string) => readonly Reduction[];
}>;
