import { describe, expect, it } from 'vitest';
import { priceOf, setClock } from '../../../../support/stripeBilling.js';
import { TEST_TIME } from '../../../../support/stripeSimulation.js';
import { DAY, HOUR, itemOf, RENEWAL, subscriptionsForEach } from '../../../../support/subscriptionsForEach.js';

const own = subscriptionsForEach('coupons');
const { start, again, latest } = own;

describe('coupons', () => {
  it.each([
    ['once', { duration: 'once' }, [4950, 9900, 9900, 9900]],
    ['for two months', { duration: 'repeating', duration_in_months: 2 }, [4950, 4950, 9900, 9900]],
    ['forever', { duration: 'forever' }, [4950, 4950, 4950, 4950]],
  ] as const)('%s', async (_name, duration, totals) => {
    const coupon = await own.stripe.coupons.create({ percent_off: 50, ...duration });
    const subscription = await start('pm_card_visa', { discounts: [{ coupon: coupon.id }] });
    await setClock(own, TEST_TIME + 95 * DAY);
    const { data } = await own.stripe.invoices.list({ subscription: subscription.id });
    expect(data.map(({ total }) => total).reverse()).toEqual(totals);
    const { discounts } = await again(subscription);
    expect(discounts).toHaveLength(duration.duration === 'forever' ? 1 : 0);
  });

  it('can be taken off, and are refused when they are used up', async () => {
    const coupon = await own.stripe.coupons.create({
      amount_off: 1000,
      currency: 'eur',
      duration: 'forever',
      max_redemptions: 1,
    });
    const subscription = await start('pm_card_visa', { discounts: [{ coupon: coupon.id }] });
    expect(await latest(subscription)).toMatchObject({ total: 8900 });
    await expect(start('pm_card_visa', { discounts: [{ coupon: coupon.id }] })).rejects.toMatchObject({
      code: 'coupon_expired',
    });
    await own.stripe.subscriptions.deleteDiscount(subscription.id);
    await setClock(own, RENEWAL + 2 * HOUR);
    expect(await latest(subscription)).toMatchObject({ total: 9900 });
  });
});

describe('another interval', () => {
  it('is billed at once, and the anchor moves when it is told to', async () => {
    const yearly = await priceOf(own, 99_000, { interval: 'year' });
    const subscription = await start();
    await setClock(own, TEST_TIME + 15 * DAY);
    const items = [{ id: itemOf(subscription), price: yearly.id }];
    const details = { items, billing_cycle_anchor: { type: 'now' as const } };
    const preview = await own.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: details,
    });
    const changed = await own.stripe.subscriptions.update(subscription.id, details);
    expect(changed.items.data[0]).toMatchObject({
      current_period_start: TEST_TIME + 15 * DAY,
      current_period_end: TEST_TIME + 380 * DAY,
    });
    const invoice = await latest(subscription);
    expect(invoice.lines.data.map(({ amount }) => amount)).toEqual([-4950, 99_000]);
    expect(invoice).toMatchObject({ total: preview.total, status: 'paid', amount_paid: 94_050 });
  });
});

describe('usage', () => {
  it('is billed for the past period in tiers, with what came while the invoice was a draft', async () => {
    const meter = await own.stripe.billing.meters.create({
      display_name: 'Calls',
      event_name: 'calls',
      default_aggregation: { formula: 'sum' },
    });
    const metered = await own.stripe.prices.create({
      product: String(own.price.product),
      currency: 'eur',
      billing_scheme: 'tiered',
      tiers_mode: 'graduated',
      tiers: [
        { up_to: 1000, unit_amount: 0 },
        { up_to: 'inf', unit_amount_decimal: '0.5' as never },
      ],
      recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
    });
    const subscription = await start('pm_card_visa', { items: [{ price: own.price.id }, { price: metered.id }] });
    const use = (value: string, timestamp: number) =>
      own.stripe.billing.meterEvents.create({
        event_name: 'calls',
        payload: { stripe_customer_id: String(subscription.customer), value },
        timestamp,
      });
    await setClock(own, TEST_TIME + 20 * DAY);
    await use('1500', TEST_TIME + 19 * DAY);
    await setClock(own, RENEWAL);
    expect(await latest(subscription)).toMatchObject({ status: 'draft', total: 250 + 9900 });
    await use('100', RENEWAL - 60);
    await use('7', RENEWAL);
    await setClock(own, RENEWAL + 2 * HOUR);
    const invoice = await latest(subscription);
    expect(invoice.lines.data.map(({ amount, quantity }) => [amount, quantity])).toEqual([
      [300, 1600],
      [9900, 1],
    ]);
    expect(invoice).toMatchObject({ status: 'paid', amount_paid: 10_200 });
  });
});
