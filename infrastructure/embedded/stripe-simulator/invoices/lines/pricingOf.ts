import type Stripe from 'stripe';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import type { Wire } from '../../store/wire.js';
import type { Pricing } from '../amounts/priceAmount.js';

type Price = Stored<'price'>;
type Tier = NonNullable<Price['tiers']>[number];

/** How a stored price turns a quantity into an amount. */
export function pricingOf(price: Price): Pricing {
  if (price.billing_scheme === 'tiered') {
    const scheme = price.tiers_mode === 'volume' ? 'volume' : 'graduated';
    return { scheme, tiers: (price.tiers ?? []).map(tierOf) };
  }
  const unitAmount = price.unit_amount_decimal ?? String(price.unit_amount ?? 0);
  const packages = price.transform_quantity;
  if (!packages) return { scheme: 'per_unit', unitAmount };
  const round = packages.round === 'up' ? 'up' : 'down';
  return { scheme: 'per_unit', unitAmount, packages: { divideBy: packages.divide_by, round } };
}

const tierOf = (tier: Tier) => ({
  upTo: tier.up_to,
  unitAmount: tier.unit_amount_decimal ?? String(tier.unit_amount ?? 0),
  flatAmount: tier.flat_amount_decimal ?? String(tier.flat_amount ?? 0),
});

/** What a line or an invoice item says of the price behind it. */
export const priceDetails = (price: Price): NonNullable<Wire<Stripe.InvoiceLineItem>['pricing']> => ({
  price_details: { price: price.id, product: referenceId(price.product) ?? '' },
  type: 'price_details',
  unit_amount_decimal: price.unit_amount_decimal,
});
