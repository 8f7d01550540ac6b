import { type Fraction, floorDivide, fractionOf, plus, times, whole } from './fraction.js';

/** One step of a tiered price; decimals as strings, `upTo` null for the last. */
export type PricingTier = Readonly<{ upTo: number | null; unitAmount: string; flatAmount: string }>;

/** How a price turns a quantity into minor units. */
export type Pricing =
  | Readonly<{
      scheme: 'per_unit';
      unitAmount: string;
      packages?: Readonly<{ divideBy: number; round: 'up' | 'down' }>;
    }>
  | Readonly<{ scheme: 'graduated' | 'volume'; tiers: readonly PricingTier[] }>;

/** Exact minor units for a quantity; the caller rounds once, at the line. */
export function priceAmount(pricing: Pricing, quantity: number): Fraction {
  switch (pricing.scheme) {
    case 'per_unit':
      return times(fractionOf(pricing.unitAmount), whole(packagesOf(quantity, pricing.packages)));
    case 'volume': {
      const tier = pricing.tiers.find(({ upTo }) => upTo === null || quantity <= upTo);
      return tier && quantity > 0 ? tierAmount(tier, quantity) : whole(0);
    }
    case 'graduated':
      return graduated(pricing.tiers, quantity);
  }
}

const tierAmount = ({ unitAmount, flatAmount }: PricingTier, quantity: number): Fraction =>
  plus(times(fractionOf(unitAmount), whole(quantity)), fractionOf(flatAmount));

/** Each tier prices the units that fall into it; the flat amount of a tier is due once a unit does. */
function graduated(tiers: readonly PricingTier[], quantity: number): Fraction {
  let from = 0;
  let amount = whole(0);
  for (const tier of tiers) {
    const inTier = Math.min(quantity, tier.upTo ?? quantity) - from;
    if (inTier <= 0) break;
    amount = plus(amount, tierAmount(tier, inTier));
    from += inTier;
  }
  return amount;
}

function packagesOf(quantity: number, packages?: Readonly<{ divideBy: number; round: 'up' | 'down' }>): bigint {
  if (!packages) return BigInt(quantity);
  const down = floorDivide(BigInt(quantity), BigInt(packages.divideBy));
  return packages.round === 'up' && quantity % packages.divideBy !== 0 ? down + 1n : down;
}
