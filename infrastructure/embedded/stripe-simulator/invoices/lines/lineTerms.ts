import type Stripe from 'stripe';
import type { Stored } from '../../store/storedObjects.js';
import type { Wire } from '../../store/wire.js';

type Line = Wire<Stripe.InvoiceLineItem>;

/** What one line of an invoice says before discounts and taxes. */
export type LineTerms = Readonly<{
  /** Minor units. */
  amount: number;
  description: string;
  period: Readonly<{ start: number; end: number }>;
  discountable: boolean;
  /** Ids of discounts of this line alone. */
  discounts: readonly string[];
  metadata: Readonly<Record<string, string>>;
  parent: Line['parent'];
  pricing: Line['pricing'];
  quantity: number;
  subscription: string | null;
  taxRates: readonly Stored<'tax_rate'>[];
}>;

/** A line in the shape of docs.stripe.com/api/invoice-line-item/object; discounts and taxes are worked out for the whole invoice. */
export const lineObject = (id: string, invoice: string | null, currency: string, terms: LineTerms): Line => ({
  id,
  object: 'line_item',
  amount: terms.amount,
  currency,
  description: terms.description,
  discount_amounts: [],
  discountable: terms.discountable,
  discounts: [...terms.discounts],
  invoice,
  livemode: false,
  metadata: terms.metadata,
  parent: terms.parent,
  period: terms.period,
  pretax_credit_amounts: [],
  pricing: terms.pricing,
  quantity: terms.quantity,
  quantity_decimal: String(terms.quantity),
  subscription: terms.subscription,
  subtotal: terms.amount,
  taxes: terms.taxRates.map((rate) => ({
    amount: 0,
    tax_behavior: rate.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: rate.id },
    taxability_reason: 'standard_rated',
    taxable_amount: 0,
    type: 'tax_rate_details',
  })),
});
