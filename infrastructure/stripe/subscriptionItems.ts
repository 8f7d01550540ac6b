import type { SubscriptionTarget } from '../../domain/billing/billingAccount/billingRequest.js';
import type { SubscriptionSnapshot } from '../../domain/billing/billingAccount/subscriptionSnapshot.js';
import { extraSeats } from '../../domain/billing/billingAccount/subscriptionTerms.js';
import { basePriceKey, meterPriceKey, seatPriceKey } from '../../domain/billing/plan/planPrices.js';
import type { PriceIds } from './priceIds.js';

type Part = Readonly<{ part: string; lookupKey: string; quantity?: number }>;
type ItemChange = { id?: string; price?: string; quantity?: number; deleted?: boolean };

/** What of a plan an item is, by its price's lookup key: `base`, `seat` or `meter:<name>`; the plan itself without one. */
export const partOf = (lookupKey: string | null): string =>
  /^plan:[^:]+:v\d+:[^:]+:[^:]+:(base|seat|meter:.+)$/.exec(lookupKey ?? '')?.[1] ?? 'base';

/** The licensed parts: billed ahead, and what a change of terms is prorated by. */
function licensedParts(target: SubscriptionTarget): Part[] {
  const { planId, planVersion, interval, currency } = target;
  const seats = extraSeats(target);
  const base = { part: 'base', lookupKey: basePriceKey(planId, planVersion, interval, currency), quantity: 1 };
  const seat = { part: 'seat', lookupKey: seatPriceKey(planId, planVersion, interval, currency), quantity: seats };
  return seats > 0 ? [base, seat] : [base];
}

const meteredParts = ({ planId, planVersion, interval, currency, meters }: SubscriptionTarget): Part[] =>
  meters.map((meter) => ({
    part: `meter:${meter}`,
    lookupKey: meterPriceKey(planId, planVersion, interval, currency, meter),
  }));

/** The items of a new subscription. */
export async function itemsOf(target: SubscriptionTarget, priceIds: PriceIds): Promise<ItemChange[]> {
  const parts = [...licensedParts(target), ...meteredParts(target)];
  const prices = await priceIds(parts.map(({ lookupKey }) => lookupKey));
  return parts.map(({ lookupKey, quantity }) => item(prices, lookupKey, quantity));
}

/**
 * What turns a subscription's items into those of the target; empty when they are already.
 * @param which `licensed` leaves what is metered alone
 */
export async function itemChanges(
  { items = [] }: SubscriptionSnapshot,
  target: SubscriptionTarget,
  which: 'all' | 'licensed',
  priceIds: PriceIds,
): Promise<ItemChange[]> {
  const wanted = which === 'all' ? [...licensedParts(target), ...meteredParts(target)] : licensedParts(target);
  const prices = await priceIds(wanted.map(({ lookupKey }) => lookupKey));
  const ours = items.map((each) => ({ ...each, part: partOf(each.lookupKey) }));
  const present = ours.filter(({ part }) => which === 'all' || !part.startsWith('meter:'));
  const gone = present.filter(({ part }) => !wanted.some((each) => each.part === part));
  const changed = wanted.flatMap(({ part, lookupKey, quantity }): ItemChange[] => {
    const there = present.find((each) => each.part === part);
    const change = item(prices, lookupKey, quantity);
    if (!there) return [change];
    const same = there.priceId === change.price && (quantity === undefined || there.quantity === quantity);
    return same ? [] : [{ id: there.itemId, ...change }];
  });
  return [...changed, ...gone.map(({ itemId }) => ({ id: itemId, deleted: true }))];
}

const item = (prices: ReadonlyMap<string, string>, lookupKey: string, quantity: number | undefined): ItemChange => ({
  price: String(prices.get(lookupKey)),
  ...(quantity === undefined ? {} : { quantity }),
});
