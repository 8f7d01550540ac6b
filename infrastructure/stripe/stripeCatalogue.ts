import type Stripe from 'stripe';
import type { StripeCatalogue } from '../../application/ports/stripeCatalogue.js';
import { type SoldPrice, soldPrices } from '../../domain/billing/plan/planPrices.js';
import type { PlanTerms } from '../../domain/billing/plan/planTerms.js';
import { disagreement, priceParameters } from './stripePrices.js';
import { unlessMissing } from './unlessMissing.js';

/** Most lookup keys one list takes (docs.stripe.com/api/prices/list). */
const KEYS_IN_ONE_LIST = 10;
const PAGE = 100;

/** What Stripe holds under a lookup key is not what the plan says; a person has to look. */
export class StripeCatalogueDiffers extends Error {
  override readonly name = 'StripeCatalogueDiffers';
}

/** A plan's product has an id of ours, so that it is found at once; searches lag behind. */
const productIdOf = (planId: string): string => `objecta_plan_${planId}`;

/** The catalogue over Stripe's API. */
export function stripeCatalogue(stripe: Stripe): StripeCatalogue {
  return {
    async sync(planId, version, terms, cause) {
      const productId = await syncProduct(stripe, { planId, version, terms, cause });
      const meters = await syncMeters(stripe, terms, cause);
      const sold = soldPrices(planId, version, terms);
      const prices = await findPrices(stripe, sold, productId, meters);
      for (const price of sold) {
        if (prices[price.lookupKey]) continue;
        const parameters = priceParameters(price, { productId, planId, version, meters });
        const created = await stripe.prices.create(parameters, { idempotencyKey: `${cause}:${price.lookupKey}` });
        prices[price.lookupKey] = created.id;
      }
      return { productId, prices, meters };
    },
  };
}

type Version = Readonly<{ planId: string; version: number; terms: PlanTerms; cause: string }>;

/** The plan's product, named as its latest version is. */
async function syncProduct(stripe: Stripe, { planId, version, terms, cause }: Version): Promise<string> {
  const id = productIdOf(planId);
  const { name, description } = terms;
  const metadata = { planId, planVersion: String(version) };
  const product = await unlessMissing(stripe.products.retrieve(id));
  if (!product) {
    const given = { id, name, metadata, ...(description && { description }) };
    await stripe.products.create(given, { idempotencyKey: `${cause}:product` });
  } else if (Number(product.metadata.planVersion ?? 0) < version) {
    await stripe.products.update(id, { name, description, metadata }, { idempotencyKey: `${cause}:product-update` });
  }
  return id;
}

/** Stripe's ids of the meters a version counts by, made where they are missing; Stripe takes one active meter for a name. */
async function syncMeters(stripe: Stripe, { meters }: PlanTerms, cause: string): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  if (meters.length === 0) return ids;
  const wanted = new Set(meters.map(({ meter }) => meter));
  for await (const { id, event_name } of stripe.billing.meters.list({ status: 'active', limit: PAGE }))
    if (wanted.has(event_name)) ids[event_name] = id;
  for (const meter of wanted) {
    if (ids[meter]) continue;
    const created = await stripe.billing.meters.create(
      {
        display_name: meter.replaceAll('_', ' '),
        event_name: meter,
        default_aggregation: { formula: 'sum' },
        customer_mapping: { type: 'by_id', event_payload_key: 'stripe_customer_id' },
        value_settings: { event_payload_key: 'value' },
      },
      { idempotencyKey: `${cause}:meter:${meter}` },
    );
    ids[meter] = created.id;
  }
  return ids;
}

/** Ids of the prices that Stripe has already, by lookup key. @throws StripeCatalogueDiffers when one is another price */
async function findPrices(
  stripe: Stripe,
  sold: readonly SoldPrice[],
  productId: string,
  meters: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  const byKey = new Map(sold.map((price) => [price.lookupKey, price]));
  const keys = [...byKey.keys()];
  for (let from = 0; from < keys.length; from += KEYS_IN_ONE_LIST) {
    const lookup_keys = keys.slice(from, from + KEYS_IN_ONE_LIST);
    const found = await stripe.prices.list({ lookup_keys, limit: KEYS_IN_ONE_LIST, expand: ['data.tiers'] });
    for (const price of found.data) {
      const wanted = byKey.get(price.lookup_key ?? '');
      if (!wanted) continue;
      const differs = disagreement(price, wanted, productId, meters);
      if (differs) throw new StripeCatalogueDiffers(`${wanted.lookupKey} is ${price.id} in Stripe: ${differs} differs`);
      ids[wanted.lookupKey] = price.id;
    }
  }
  return ids;
}
