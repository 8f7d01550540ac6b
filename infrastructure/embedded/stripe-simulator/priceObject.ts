import Stripe from 'stripe';

/** What a price is made of; amounts in minor units. */
export type PriceTerms = Readonly<{
  planId: string;
  unitAmount: number;
  currency: string;
  interval: 'month' | 'year';
}>;

/** A licensed price in the shape of docs.stripe.com/api/prices/object. */
export function priceObject({ planId, unitAmount, currency, interval }: PriceTerms, created: number): Stripe.Price {
  return {
    id: `price_${planId}_${interval}_${currency}`,
    object: 'price',
    active: true,
    billing_scheme: 'per_unit',
    created,
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: planId,
    metadata: {},
    nickname: null,
    product: `prod_${planId}`,
    recurring: { interval, interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' },
    tax_behavior: 'exclusive',
    tiers_mode: null,
    transform_quantity: null,
    type: 'recurring',
    unit_amount: unitAmount,
    unit_amount_decimal: Stripe.Decimal.from(String(unitAmount)),
  };
}
