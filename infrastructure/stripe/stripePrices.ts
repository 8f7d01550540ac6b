import Stripe from 'stripe';
import type { SoldPrice } from '../../domain/billing/plan/planPrices.js';
import type { OverageTier } from '../../domain/billing/plan/planTerms.js';

type Ids = Readonly<Record<string, string>>;
type SoldBy = Readonly<{ productId: string; planId: string; version: number; meters: Ids }>;

/** What Stripe is told of a price when it is made (docs.stripe.com/api/prices/create). */
export function priceParameters(price: SoldPrice, { productId, planId, version, meters }: SoldBy) {
  const common = {
    currency: price.currency,
    product: productId,
    lookup_key: price.lookupKey,
    nickname: price.lookupKey,
    metadata: { planId, planVersion: String(version), part: price.part },
  };
  const { interval } = price;
  if (price.part !== 'meter') {
    const recurring = { interval, usage_type: 'licensed' } as const;
    return { ...common, unit_amount: price.unitAmount, recurring } satisfies Stripe.PriceCreateParams;
  }
  const recurring = { interval, usage_type: 'metered', meter: meterIdOf(price.meter, meters) } as const;
  const tiers = price.tiers.map(({ upTo, unitAmount }) => ({
    up_to: upTo ?? ('inf' as const),
    unit_amount_decimal: Stripe.Decimal.from(unitAmount),
  }));
  return {
    ...common,
    recurring,
    billing_scheme: 'tiered',
    tiers_mode: 'graduated',
    tiers,
  } satisfies Stripe.PriceCreateParams;
}

/** What of a price in Stripe is not as the plan sells it; null when all is. */
export function disagreement(price: Stripe.Price, sold: SoldPrice, productId: string, meters: Ids): string | null {
  const product = typeof price.product === 'string' ? price.product : price.product.id;
  if (product !== productId) return 'the product';
  if (price.currency !== sold.currency) return 'the currency';
  if (price.recurring?.interval !== sold.interval) return 'the interval';
  if (sold.part !== 'meter') return price.unit_amount === sold.unitAmount ? null : 'the amount';
  if (price.recurring.meter !== meterIdOf(sold.meter, meters)) return 'the meter';
  return sameTiers(price.tiers ?? [], sold.tiers) ? null : 'a tier';
}

const sameTiers = (theirs: readonly Stripe.Price.Tier[], ours: readonly OverageTier[]): boolean =>
  theirs.length === ours.length &&
  theirs.every((tier, at) => {
    const own = ours[at];
    const amount = String(tier.unit_amount_decimal ?? tier.unit_amount ?? 0);
    return own?.upTo === tier.up_to && Stripe.Decimal.from(amount).eq(Stripe.Decimal.from(own.unitAmount));
  });

function meterIdOf(meter: string, meters: Ids): string {
  const id = meters[meter];
  if (id === undefined) throw new Error(`the meter ${meter} has no id in Stripe`);
  return id;
}
