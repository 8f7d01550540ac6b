import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../../domain/billing/plan/defaultCatalogue.js';
import { soldPrices } from '../../../domain/billing/plan/planPrices.js';
import type { PlanTerms } from '../../../domain/billing/plan/planTerms.js';
import { StripeCatalogueDiffers, stripeCatalogue } from '../../../infrastructure/stripe/stripeCatalogue.js';
import { meter, terms } from '../../support/fixtures/plans.js';
import { type StripeSimulation, startSimulation } from '../../support/stripeSimulation.js';

let simulation: StripeSimulation;
let stripe: Stripe;
beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
});
afterAll(() => simulation.stop());

const counts = async () => {
  const lists = [stripe.products.list({ limit: 100 }), stripe.billing.meters.list({ limit: 100 })] as const;
  const [products, meters] = await Promise.all(lists);
  const prices = await stripe.prices.list({ limit: 100 });
  return { products: products.data.length, meters: meters.data.length, prices: prices.data.length };
};
const pro = defaultCatalogue.pro as PlanTerms;

describe('a plan version at Stripe', () => {
  it('has a price under every lookup key, graduated where usage is charged, and shares meters with other plans', async () => {
    const catalogue = stripeCatalogue(stripe);
    const synced = await catalogue.sync('pro', 1, pro, 'event-pro-1');
    const sold = soldPrices('pro', 1, pro);
    expect(Object.keys(synced.prices).sort()).toEqual(sold.map(({ lookupKey }) => lookupKey).sort());
    const product = await stripe.products.retrieve(synced.productId);
    expect(product).toMatchObject({ name: 'Pro', metadata: { planId: 'pro', planVersion: '1' } });

    const base = await stripe.prices.retrieve(String(synced.prices['plan:pro:v1:year:eur:base']));
    expect(base).toMatchObject({ unit_amount: 45_000, currency: 'eur', recurring: { interval: 'year' } });
    const runs = await stripe.prices.retrieve(String(synced.prices['plan:pro:v1:month:usd:meter:agent_runs']), {
      expand: ['tiers'],
    });
    expect(runs).toMatchObject({
      tiers_mode: 'graduated',
      recurring: { usage_type: 'metered', meter: synced.meters.agent_runs },
    });
    expect(runs.tiers?.map(({ up_to, unit_amount_decimal }) => [up_to, String(unit_amount_decimal)])).toEqual([
      [25_000, '0'],
      [125_000, '0.8'],
      [null, '0.5'],
    ]);

    const starter = await catalogue.sync('starter', 1, defaultCatalogue.starter as PlanTerms, 'event-starter-1');
    expect(starter.meters).toEqual(synced.meters);
  });

  it('is found, not made again, however often it is asked for and whatever it was caused by', async () => {
    const first = await stripeCatalogue(stripe).sync('pro', 1, pro, 'event-pro-1');
    const before = await counts();
    for (const cause of ['event-pro-1', 'event-pro-1', 'another-event'])
      expect(await stripeCatalogue(stripe).sync('pro', 1, pro, cause)).toEqual(first);
    expect(await counts()).toEqual(before);
  });

  it('is completed where an attempt broke off halfway', async () => {
    const whole = terms({ meters: [meter({ meter: 'agent_runs' }), meter({ meter: 'pages' })] });
    let calls = 0;
    const breaking = new Proxy(stripe.prices, {
      get: (prices, name) =>
        name === 'create'
          ? (...parameters: Parameters<typeof prices.create>) =>
              ++calls > 3 ? Promise.reject(new Error('the line is dead')) : prices.create(...parameters)
          : Reflect.get(prices, name),
    });
    const broken = new Proxy(stripe, { get: (all, name) => (name === 'prices' ? breaking : Reflect.get(all, name)) });
    await expect(stripeCatalogue(broken).sync('half', 1, whole, 'event-half')).rejects.toThrow('the line is dead');
    const { prices } = await stripeCatalogue(stripe).sync('half', 1, whole, 'event-half');
    expect(Object.keys(prices).length).toBe(soldPrices('half', 1, whole).length);
    const made = await stripe.prices.list({ product: 'objecta_plan_half', limit: 100 });
    expect(made.data.map(({ id }) => id).sort()).toEqual(Object.values(prices).sort());
  });

  it('leaves the prices of the versions before as they are, and names the product after the latest', async () => {
    const catalogue = stripeCatalogue(stripe);
    const first = await catalogue.sync('grows', 1, terms({ name: 'Small' }), 'event-grows-1');
    const second = await catalogue.sync('grows', 2, terms({ name: 'Large' }), 'event-grows-2');
    expect(new Set([...Object.values(first.prices), ...Object.values(second.prices)]).size).toBe(
      Object.keys(first.prices).length * 2,
    );
    expect(await catalogue.sync('grows', 1, terms({ name: 'Small' }), 'event-grows-1')).toEqual(first);
    expect((await stripe.products.retrieve(first.productId)).name).toBe('Large');
  });

  it('is refused when somebody made another price under its lookup key', async () => {
    await stripe.products.create({ id: 'objecta_plan_taken', name: 'Taken' });
    const lookup_key = 'plan:taken:v1:month:usd:base';
    const recurring = { interval: 'month' } as const;
    await stripe.prices.create({
      product: 'objecta_plan_taken',
      currency: 'usd',
      unit_amount: 1,
      lookup_key,
      recurring,
    });
    await expect(stripeCatalogue(stripe).sync('taken', 1, terms(), 'event-taken')).rejects.toThrow(
      StripeCatalogueDiffers,
    );
  });
});
