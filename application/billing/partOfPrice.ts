import { soldAs } from '../../domain/billing/rating/soldAs.js';
import type { LookupKeyOfPrice } from './lookupKeyOfPrice.js';

export type PartOfPrice = (priceId: string) => Promise<string | null>;

/** What of a plan a price of Stripe's is for, as people say it, such as `seats`; null for the plan itself and for other prices. */
export const partOfPrice =
  (lookupKeyOf: LookupKeyOfPrice): PartOfPrice =>
  async (priceId) => {
    const sold = soldAs((await lookupKeyOf(priceId)) ?? '');
    if (sold?.part === 'seat') return 'seats';
    return sold?.meter?.replaceAll('_', ' ') ?? null;
  };
