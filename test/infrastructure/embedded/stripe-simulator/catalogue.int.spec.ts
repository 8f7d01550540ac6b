import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StripeSimulation, startSimulation, TEST_TIME } from '../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
let stripe: Stripe;
beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
});
afterAll(() => simulation.stop());

describe('products and prices', () => {
  it('are made, found by lookup key, and their key moves to a successor', async () => {
    const product = await stripe.products.create({ name: 'Pro', metadata: { planId: 'pro' } });
    const terms = { currency: 'usd', product: product.id, recurring: { interval: 'month' } } as const;
    const lookup_key = 'plan:pro:v1:month:usd:base';
    const price = await stripe.prices.create({ ...terms, unit_amount: 4900, lookup_key });
    expect(price).toMatchObject({ type: 'recurring', unit_amount: 4900, lookup_key, billing_scheme: 'per_unit' });
    expect(String(price.unit_amount_decimal)).toBe('4900');
    const found = await stripe.prices.list({ lookup_keys: [lookup_key], expand: ['data.product'] });
    expect(found.data).toMatchObject([{ id: price.id, product: { id: product.id, name: 'Pro' } }]);
    await expect(stripe.prices.create({ ...terms, unit_amount: 1, lookup_key })).rejects.toMatchObject({
      statusCode: 400,
      param: 'lookup_key',
    });
    const successor = await stripe.prices.create({
      ...terms,
      unit_amount: 5900,
      lookup_key,
      transfer_lookup_key: true,
    });
    expect(successor.lookup_key).toBe(lookup_key);
    expect((await stripe.prices.retrieve(price.id)).lookup_key).toBeNull();
  });

  it('have tiers, decimals and meters, and show tiers only when asked', async () => {
    const meter = await stripe.billing.meters.create({
      display_name: 'Calls',
      event_name: 'api_calls',
      default_aggregation: { formula: 'sum' },
    });
    const price = await stripe.prices.create({
      currency: 'eur',
      product_data: { name: 'Calls' },
      recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      tiers: [
        { up_to: 1000, unit_amount: 0 },
        { up_to: 'inf', unit_amount_decimal: Stripe.Decimal.from('0.25'), flat_amount: 100 },
      ],
    });
    expect(price).not.toHaveProperty('tiers');
    const { tiers } = await stripe.prices.retrieve(price.id, { expand: ['tiers'] });
    expect(tiers).toMatchObject([
      { up_to: 1000, unit_amount: 0, flat_amount: null },
      { up_to: null, unit_amount: null, flat_amount: 100 },
    ]);
    expect(String(tiers?.[1]?.unit_amount_decimal)).toBe('0.25');
    const metered = { currency: 'eur', product_data: { name: 'x' }, unit_amount: 1 } as const;
    const recurring = { interval: 'month', usage_type: 'metered' } as const;
    await expect(stripe.prices.create({ ...metered, recurring })).rejects.toMatchObject({ param: 'recurring[meter]' });
    await expect(
      stripe.prices.create({ ...metered, recurring: { ...recurring, meter: 'mtr_none' } }),
    ).rejects.toMatchObject({ code: 'resource_missing', param: 'recurring[meter]', statusCode: 400 });
  });

  it('are searched by what they hold', async () => {
    await stripe.products.create({ name: 'Alpha', metadata: { planId: 'alpha' } });
    await stripe.products.create({ name: 'Beta', metadata: { planId: 'beta' }, active: false });
    const names = async (query: string) => (await stripe.products.search({ query })).data.map(({ name }) => name);
    expect(await names("metadata['planId']:'alpha'")).toEqual(['Alpha']);
    expect(await names("name~'bet' AND active:'false'")).toEqual(['Beta']);
    expect(await names("name:'alpha' OR name:'beta'")).toEqual(['Beta', 'Alpha']);
    expect(await names("-name:'alpha' AND name~'a' AND created>1")).not.toContain('Alpha');
    await expect(stripe.products.search({ query: 'nonsense' })).rejects.toMatchObject({ param: 'query' });
  });

  it('coupons and promotion codes are made, found by code and switched off', async () => {
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'repeating', duration_in_months: 3 });
    expect(coupon).toMatchObject({ valid: true, times_redeemed: 0, percent_off: 20 });
    expect(coupon.id).toMatch(/^\w{8}$/);
    const promotion = { type: 'coupon', coupon: coupon.id } as const;
    const code = await stripe.promotionCodes.create({ promotion, code: 'SPRING' });
    await expect(stripe.promotionCodes.create({ promotion, code: 'spring' })).rejects.toMatchObject({ param: 'code' });
    expect((await stripe.promotionCodes.list({ code: 'spring', active: true })).data).toMatchObject([{ id: code.id }]);
    await stripe.promotionCodes.update(code.id, { active: false });
    expect((await stripe.promotionCodes.list({ code: 'SPRING', active: true })).data).toEqual([]);
    for (const percent_off of [101, 100.01, 0, -5])
      await expect(stripe.coupons.create({ percent_off })).rejects.toMatchObject({ param: 'percent_off' });
    await expect(stripe.coupons.create({ percent_off: 5, amount_off: 5 })).rejects.toMatchObject({
      code: 'parameters_exclusive',
    });
  });
});

describe('usage', () => {
  it('is counted once for an identifier, within its bounds, and summed up by customer and window', async () => {
    const customer = await stripe.customers.create({ name: 'user' });
    const other = await stripe.customers.create({ name: 'other' });
    const meter = await stripe.billing.meters.create({
      display_name: 'Gigabytes',
      event_name: 'gigabytes',
      default_aggregation: { formula: 'sum' },
    });
    const use = (value: string, given: Partial<Stripe.Billing.MeterEventCreateParams> = {}, of = customer.id) =>
      stripe.billing.meterEvents.create({
        event_name: 'gigabytes',
        payload: { stripe_customer_id: of, value },
        timestamp: TEST_TIME - 60,
        ...given,
      });
    await use('0.1', { identifier: 'first' });
    await use('0.2');
    await use('7', {}, other.id);
    const refusals = [
      [{ identifier: 'first' }, 'duplicate_meter_event'],
      [{ timestamp: TEST_TIME - 36 * 86_400 }, 'timestamp_too_far_in_past'],
      [{ timestamp: TEST_TIME + 600 }, 'timestamp_in_future'],
      [{ event_name: 'nothing' }, 'no_meter'],
    ] as const;
    for (const [given, code] of refusals)
      await expect(use('1', given)).rejects.toMatchObject({ code, statusCode: 400 });
    await expect(use('many')).rejects.toMatchObject({ code: 'meter_event_invalid_value' });
    const span = { customer: customer.id, start_time: TEST_TIME - 86_400, end_time: TEST_TIME };
    const { data } = await stripe.billing.meters.listEventSummaries(meter.id, span);
    expect(data).toMatchObject([{ aggregated_value: 0.3, meter: meter.id }]);
    await stripe.billing.meterEventAdjustments.create({
      event_name: 'gigabytes',
      type: 'cancel',
      cancel: { identifier: 'first' },
    });
    const hours = await stripe.billing.meters.listEventSummaries(meter.id, { ...span, value_grouping_window: 'hour' });
    expect(hours.data).toMatchObject([{ aggregated_value: 0.2, start_time: TEST_TIME - 3_600 }]);
  });

  it('comes through the second API too, one by one and as a stream that answers at once', async () => {
    const customer = await stripe.customers.create({ name: 'streamed' });
    const meter = await stripe.billing.meters.create({
      display_name: 'Mails',
      event_name: 'mails',
      default_aggregation: { formula: 'count' },
    });
    const payload = { stripe_customer_id: customer.id, value: '1' };
    const timestamp = new Date((TEST_TIME - 5) * 1000).toISOString();
    const one = await stripe.v2.billing.meterEvents.create({ event_name: 'mails', payload, timestamp });
    expect(one).toMatchObject({ object: 'v2.billing.meter_event', timestamp });
    const session = await stripe.v2.billing.meterEventSession.create();
    const streaming = simulation.client(session.authentication_token);
    const wrong = { event_name: 'mails', payload: { stripe_customer_id: 'cus_none', value: '1' } };
    await streaming.v2.billing.meterEventStream.create({
      events: [{ event_name: 'mails', payload, timestamp }, wrong],
    });
    const span = { customer: customer.id, start_time: TEST_TIME - 60, end_time: TEST_TIME };
    expect((await stripe.billing.meters.listEventSummaries(meter.id, span)).data).toMatchObject([
      { aggregated_value: 2 },
    ]);
  });

  it('an alert is told once for a customer, when what was used since it was made reaches its threshold', async () => {
    const customer = await stripe.customers.create({ name: 'alerted' });
    const meter = await stripe.billing.meters.create({
      ...{ display_name: 'Pages', event_name: 'pages' },
      default_aggregation: { formula: 'sum' },
    });
    const use = (value: string) =>
      stripe.billing.meterEvents.create({ event_name: 'pages', payload: { stripe_customer_id: customer.id, value } });
    await use('50');
    const alert = await stripe.billing.alerts.create({
      ...{ alert_type: 'usage_threshold', title: 'Many pages' },
      usage_threshold: { gte: 100, meter: meter.id, recurrence: 'one_time' },
    });
    for (const value of ['60', '40.5', '900']) await use(value);
    const { data } = await stripe.events.list({ type: 'billing.alert.triggered' });
    expect(data.map(({ data: { object } }) => object)).toMatchObject([
      { alert: { id: alert.id }, customer: customer.id, value: 100.5 },
    ]);
    expect((await stripe.billing.alerts.archive(alert.id)).status).toBe('archived');
    await expect(stripe.billing.alerts.activate(alert.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('a search lags behind when asked, and customers show their subscriptions only when asked', async () => {
    await simulation.control('/settings', { search_lag_s: 60 });
    const { id } = await stripe.customers.create({ name: 'lagging' });
    const found = async () => (await stripe.customers.search({ query: "name:'lagging'" })).data.length;
    expect(await found()).toBe(0);
    await simulation.control('/clock', { by: 60 });
    expect(await found()).toBe(1);
    await simulation.control('/settings', { search_lag_s: 0 });
    expect(await stripe.customers.retrieve(id)).not.toHaveProperty('subscriptions');
    expect(await stripe.customers.retrieve(id, { expand: ['subscriptions'] })).toMatchObject({
      subscriptions: { object: 'list', data: [] },
    });
  });
});
