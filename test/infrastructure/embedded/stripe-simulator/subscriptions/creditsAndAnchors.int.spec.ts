import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { accountsInTime, amounts, at } from '../../../../support/accountsInTime.js';
import { customerWith, invoiceOf, priceOf, setClock } from '../../../../support/stripeBilling.js';

const { accountAt, started } = accountsInTime('credits');

describe('the worked examples, on', () => {
  it('9: a cancellation credits on an invoice that nobody pays, and the balance stays', async () => {
    const { own, stripe, subscription } = await started('2026-03-01T00:00:00Z', 9900);
    await setClock(own, at('2026-03-11T06:00:00Z'));
    const ended = await stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true });
    expect(ended.status).toBe('canceled');
    const invoice = await invoiceOf(stripe, ended.latest_invoice);
    expect(amounts(invoice)).toEqual([-6627]);
    expect(invoice).toMatchObject({ total: -6627, amount_due: 0, status: 'uncollectible' });
    const customer = (await stripe.customers.retrieve(String(subscription.customer))) as Stripe.Customer;
    expect(customer.balance).toBe(0);
  });

  it('11: a coupon before an exclusive tax', async () => {
    const own = await accountAt('2026-11-01T00:00:00Z');
    const { stripe } = own;
    const price = await priceOf(own, 14_500);
    const customer = await customerWith(own);
    const coupon = await stripe.coupons.create({ percent_off: 20, duration: 'forever' });
    const rate = await stripe.taxRates.create({ display_name: 'VAT', inclusive: false, percentage: 19 });
    const terms = { items: [{ price: price.id }], default_tax_rates: [rate.id] };
    const discounts = [{ coupon: coupon.id }];
    const preview = await stripe.invoices.createPreview({
      customer: customer.id,
      subscription_details: terms,
      discounts,
    });
    const subscription = await stripe.subscriptions.create({ customer: customer.id, ...terms, discounts });
    const invoice = await invoiceOf(stripe, subscription.latest_invoice);
    for (const { total, subtotal, total_discount_amounts: off, total_taxes: taxes } of [preview, invoice]) {
      expect({ total, subtotal }).toEqual({ total: 13_804, subtotal: 14_500 });
      expect(off?.map(({ amount }) => amount)).toEqual([2900]);
      expect(taxes?.map(({ amount, taxable_amount: taxable }) => [amount, taxable])).toEqual([[2204, 11_600]]);
    }
    expect(invoice.amount_paid).toBe(13_804);
    expect((await stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
  });

  it('13: a few cents are owed with the next invoice', async () => {
    const { own, stripe, subscription, item } = await started('2026-11-01T00:00:00Z', 1000);
    const dear = await priceOf(own, 1800);
    const end = subscription.items.data[0]?.current_period_end ?? 0;
    const last = end - (end - at('2026-11-01T00:00:00Z')) / 400;
    await setClock(own, last);
    const change = { items: [{ id: item, price: dear.id }], proration_behavior: 'always_invoice' as const };
    const changed = await stripe.subscriptions.update(subscription.id, change);
    const invoice = await invoiceOf(stripe, changed.latest_invoice);
    expect(amounts(invoice)).toEqual([-3, 4]);
    expect(invoice).toMatchObject({ total: 1, amount_due: 0, amount_paid: 0, status: 'paid', ending_balance: 1 });
    await setClock(own, end + 7200);
    const { latest_invoice: latest } = await stripe.subscriptions.retrieve(subscription.id);
    expect(await invoiceOf(stripe, latest)).toMatchObject({
      total: 1800,
      starting_balance: 1,
      amount_due: 1801,
      amount_paid: 1801,
    });
  });

  it('14: to the nearest cent', async () => {
    const { own, stripe, subscription, item } = await started('2026-11-01T00:00:00Z', 4900);
    const cheap = await priceOf(own, 1900);
    await setClock(own, at('2026-11-21T12:00:00Z'));
    const details = { items: [{ id: item, price: cheap.id }] };
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: details,
    });
    expect(amounts(preview).slice(0, 2)).toEqual([-1552, 602]);
  });

  it('15: an anchor on the 31st', async () => {
    const { own, stripe, subscription } = await started('2027-01-31T10:00:00Z', 1000);
    const ends: string[] = [];
    for (const next of ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']) {
      const { items } = await stripe.subscriptions.retrieve(subscription.id);
      ends.push(new Date((items.data[0]?.current_period_end ?? 0) * 1000).toISOString());
      await setClock(own, at(`${next}T12:00:00Z`));
    }
    expect(ends).toEqual([
      '2027-02-28T10:00:00.000Z',
      '2027-03-31T10:00:00.000Z',
      '2027-04-30T10:00:00.000Z',
      '2027-05-31T10:00:00.000Z',
    ]);
  });
});
