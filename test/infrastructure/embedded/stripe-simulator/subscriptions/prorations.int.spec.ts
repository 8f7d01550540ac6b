import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { accountsInTime, amounts, at } from '../../../../support/accountsInTime.js';
import { customerWith, invoiceOf, priceOf, setClock } from '../../../../support/stripeBilling.js';

const { accountAt, started } = accountsInTime('prorations');
const isProration = (line: Stripe.InvoiceLineItem) => line.parent?.subscription_item_details?.proration === true;

describe('the worked examples', () => {
  it('1: a preview shows credit, debit and the coming period', async () => {
    const { own, stripe, subscription, item } = await started('2020-08-06T21:28:08Z', 1000);
    const dear = await priceOf(own, 3252);
    expect(subscription.items.data[0]).toMatchObject({
      current_period_start: 1_596_749_288,
      current_period_end: 1_599_427_688,
    });
    await setClock(own, 1_598_982_148);
    const details = { items: [{ id: item, price: dear.id }], proration_date: 1_598_982_148 };
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: details,
    });
    expect(amounts(preview)).toEqual([-166, 541, 3252]);
    expect(preview.total).toBe(3627);
    expect(preview.lines.data.map(isProration)).toEqual([true, true, false]);
    expect(await stripe.invoiceItems.list({ customer: String(subscription.customer) })).toMatchObject({ data: [] });
  });

  it('2: half a month of an upgrade, the same in the preview and in the call', async () => {
    const { own, stripe, subscription, item } = await started('2026-11-01T00:00:00Z', 1000);
    const dear = await priceOf(own, 2000);
    await setClock(own, at('2026-11-16T00:00:00Z'));
    const change = { items: [{ id: item, price: dear.id }], proration_behavior: 'always_invoice' as const };
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: change,
    });
    const changed = await stripe.subscriptions.update(subscription.id, change);
    const invoice = await invoiceOf(stripe, changed.latest_invoice);
    expect(amounts(preview)).toEqual([-500, 1000]);
    expect(amounts(invoice)).toEqual(amounts(preview));
    expect(invoice).toMatchObject({
      total: 500,
      amount_paid: 500,
      status: 'paid',
      billing_reason: 'subscription_update',
    });
    expect(changed).toMatchObject({ status: 'active', items: { data: [{ id: item, price: { id: dear.id } }] } });
  });

  it.each([
    ['flexible', [-333, 333], 0],
    ['classic', [-667, 333], -334],
  ] as const)('3: up without proration and back, %s', async (type, lines, total) => {
    const { own, stripe, subscription, item } = await started('2026-04-01T00:00:00Z', 1000, { billing_mode: { type } });
    const dear = await priceOf(own, 2000);
    const cheap = subscription.items.data[0]?.price.id ?? '';
    await setClock(own, at('2026-04-11T00:00:00Z'));
    await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: dear.id }],
      proration_behavior: 'none',
    });
    await setClock(own, at('2026-04-21T00:00:00Z'));
    const back = { items: [{ id: item, price: cheap }], proration_behavior: 'always_invoice' as const };
    const changed = await stripe.subscriptions.update(subscription.id, back);
    const invoice = await invoiceOf(stripe, changed.latest_invoice);
    expect(amounts(invoice)).toEqual(lines);
    expect(invoice).toMatchObject({ total, status: 'paid', amount_due: 0 });
    const customer = (await stripe.customers.retrieve(String(subscription.customer))) as Stripe.Customer;
    expect(customer.balance).toBe(total);
  });

  it.each([
    ['flexible', 175],
    ['classic', 75],
  ] as const)('5: usage at a price that goes, %s', async (type, total) => {
    const own = await accountAt('2026-11-01T00:00:00Z');
    const { stripe } = own;
    const meter = await stripe.billing.meters.create({
      display_name: 'Calls',
      event_name: 'calls',
      default_aggregation: { formula: 'sum' },
    });
    const perHundred = (amount: number) =>
      priceOf(own, amount, {
        recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
        transform_quantity: { divide_by: 100, round: 'up' },
      });
    const [old, dear] = [await perHundred(10), await perHundred(15)];
    const customer = await customerWith(own);
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: old.id }],
      billing_mode: { type },
    });
    const use = (value: string, timestamp: number) =>
      stripe.billing.meterEvents.create({
        event_name: 'calls',
        payload: { stripe_customer_id: customer.id, value },
        timestamp,
      });
    await setClock(own, at('2026-11-11T00:00:00Z'));
    await use('1000', at('2026-11-05T00:00:00Z'));
    const item = subscription.items.data[0]?.id ?? '';
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: dear.id }] });
    await setClock(own, at('2026-11-20T00:00:00Z'));
    await use('500', at('2026-11-15T00:00:00Z'));
    await setClock(own, at('2026-12-01T02:00:00Z'));
    const { latest_invoice: latest } = await stripe.subscriptions.retrieve(subscription.id);
    const invoice = await invoiceOf(stripe, latest);
    expect(invoice).toMatchObject({ total, billing_reason: 'subscription_cycle' });
  });

  it('6: seats credit and debit the whole quantity', async () => {
    const { own, stripe, subscription, item } = await started('2026-11-01T00:00:00Z', 3000, { quantity: 5 });
    await setClock(own, at('2026-11-11T00:00:00Z'));
    await stripe.subscriptionItems.update(item, { quantity: 8, proration_behavior: 'always_invoice' });
    const { latest_invoice: latest } = await stripe.subscriptions.retrieve(subscription.id);
    const invoice = await invoiceOf(stripe, latest);
    expect(amounts(invoice)).toEqual([-10_000, 16_000]);
    expect(invoice).toMatchObject({ total: 6000, status: 'paid' });
  });

  it('7: a downgrade waits for the next invoice', async () => {
    const { own, stripe, subscription, item } = await started('2026-11-01T00:00:00Z', 6000);
    const cheap = await priceOf(own, 3000);
    await setClock(own, at('2026-11-21T12:00:00Z'));
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: cheap.id }] });
    await setClock(own, at('2026-12-01T02:00:00Z'));
    const { latest_invoice: latest } = await stripe.subscriptions.retrieve(subscription.id);
    const invoice = await invoiceOf(stripe, latest);
    expect(amounts(invoice)).toEqual([-1900, 950, 3000]);
    expect(invoice).toMatchObject({ total: 2050, amount_paid: 2050, status: 'paid' });
  });
});
