import type Stripe from 'stripe';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountForEach } from '../../../../support/accountForEach.js';
import { type BillingAccount, customerWith, invoiceOf, priceOf, setClock } from '../../../../support/stripeBilling.js';
import { TEST_TIME } from '../../../../support/stripeSimulation.js';

const DAY = 86_400;

let own: BillingAccount;
let stripe: Stripe;
let customer: Stripe.Customer;

const account = accountForEach('invoices');
beforeEach(async () => {
  own = account();
  stripe = own.stripe;
  customer = await customerWith(own);
});

async function draft(amount = 5000, more: Partial<Stripe.InvoiceCreateParams> = {}): Promise<Stripe.Invoice> {
  const invoice = await stripe.invoices.create({ customer: customer.id, currency: 'eur', ...more });
  await stripe.invoiceItems.create({ customer: customer.id, invoice: invoice.id, amount, description: 'Consulting' });
  return stripe.invoices.retrieve(invoice.id);
}

const balance = async () => ((await stripe.customers.retrieve(customer.id)) as Stripe.Customer).balance;

describe('a one-off invoice', () => {
  it('is a draft that nothing advances, with what is put on it', async () => {
    const invoice = await draft();
    expect(invoice).toMatchObject({
      status: 'draft',
      auto_advance: false,
      total: 5000,
      number: null,
      billing_reason: 'manual',
    });
    await setClock(own, TEST_TIME + 3 * DAY);
    expect(await stripe.invoices.retrieve(invoice.id)).toMatchObject({ status: 'draft' });
  });

  it('is finalized and paid in one call', async () => {
    const { id } = await draft();
    const paid = await stripe.invoices.pay(id);
    expect(paid).toMatchObject({ status: 'paid', amount_paid: 5000, number: expect.stringMatching(/-0001$/) });
    const { data } = await stripe.invoicePayments.list({ invoice: id });
    expect(data).toMatchObject([{ status: 'paid', amount_paid: 5000, is_default: true }]);
    const intent = String(data[0]?.payment.payment_intent);
    const found = await stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intent } });
    expect(found.data.map(({ invoice }) => invoice)).toEqual([id]);
  });

  it('takes pending items only when it is told to', async () => {
    await stripe.invoiceItems.create({ customer: customer.id, amount: 700, currency: 'eur' });
    const without = await stripe.invoices.create({ customer: customer.id, currency: 'eur' });
    const including = await stripe.invoices.create({
      customer: customer.id,
      currency: 'eur',
      pending_invoice_items_behavior: 'include',
    });
    expect([without.total, including.total]).toEqual([0, 700]);
    expect(await stripe.invoices.del(including.id)).toMatchObject({ deleted: true });
    expect((await stripe.invoiceItems.list({ customer: customer.id, pending: true })).data).toHaveLength(1);
  });

  it('follows its items while it is a draft, and no longer when it is final', async () => {
    const { id } = await draft(5000);
    const item = await stripe.invoiceItems.create({
      customer: customer.id,
      invoice: id,
      unit_amount_decimal: '12.5' as never,
      quantity: 3,
    });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ total: 5038 });
    await stripe.invoiceItems.update(item.id, { amount: 100 });
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ total: 5100 });
    await stripe.invoiceItems.del(item.id);
    expect(await stripe.invoices.finalizeInvoice(id)).toMatchObject({ total: 5000, status: 'open' });
    const late = stripe.invoiceItems.create({ customer: customer.id, invoice: id, amount: 1 });
    await expect(late).rejects.toMatchObject({ statusCode: 400, code: 'invoice_not_editable' });
    await expect(stripe.invoices.update(id, { description: 'x' })).rejects.toMatchObject({
      code: 'invoice_not_editable',
    });
    expect(await stripe.invoices.update(id, { metadata: { a: 'b' } })).toMatchObject({ metadata: { a: 'b' } });
    expect((await stripe.invoices.listLineItems(id)).data).toHaveLength(1);
  });

  it('takes lines of its own and items that wait', async () => {
    const waiting = await stripe.invoiceItems.create({ customer: customer.id, amount: 700, currency: 'eur' });
    const { id } = await draft(5000);
    const lines = [{ invoice_item: waiting.id }, { amount: 250, description: 'Postage' }];
    expect(await stripe.invoices.addLines(id, { lines })).toMatchObject({
      total: 5950,
      lines: { data: { length: 3 } },
    });
  });

  it('uses the balance before the card', async () => {
    await stripe.customers.createBalanceTransaction(customer.id, { amount: -2000, currency: 'eur' });
    const { id } = await draft(5000);
    expect(await stripe.invoices.pay(id)).toMatchObject({
      amount_due: 3000,
      amount_paid: 3000,
      starting_balance: -2000,
      ending_balance: 0,
    });
    expect(await balance()).toBe(0);
    const { id: small } = await draft(30);
    expect(await stripe.invoices.pay(small)).toMatchObject({ status: 'paid', amount_due: 0, amount_paid: 0 });
    expect(await balance()).toBe(30);
    const { id: credit } = await draft(-1000);
    expect(await stripe.invoices.finalizeInvoice(credit)).toMatchObject({
      status: 'paid',
      total: -1000,
      amount_due: 0,
    });
    expect(await balance()).toBe(-970);
  });

  it('is sent, and goes to its ends but once', async () => {
    const { id } = await draft(5000, { collection_method: 'send_invoice', days_until_due: 7 });
    expect(await stripe.invoices.sendInvoice(id)).toMatchObject({ status: 'open', due_date: TEST_TIME + 7 * DAY });
    await expect(stripe.invoices.finalizeInvoice(id)).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.invoices.del(id)).rejects.toMatchObject({ statusCode: 400 });
    expect(await stripe.invoices.voidInvoice(id)).toMatchObject({
      status: 'void',
      status_transitions: { voided_at: TEST_TIME },
    });
    await expect(stripe.invoices.voidInvoice(id)).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.invoices.pay(id)).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.invoices.markUncollectible(id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('paid elsewhere is paid without a charge', async () => {
    const { id } = await draft(5000);
    expect(await stripe.invoices.pay(id, { paid_out_of_band: true })).toMatchObject({
      status: 'paid',
      amount_remaining: 0,
    });
    expect((await stripe.charges.list()).data).toEqual([]);
    await expect(stripe.invoices.pay(id)).rejects.toThrow('already paid');
  });

  it('that advances is charged about an hour later, and retried', async () => {
    await own.control('/payments/next', { outcome: 'decline', decline: 'insufficient_funds' });
    const { id } = await draft(5000, { auto_advance: true });
    await setClock(own, TEST_TIME + 3600);
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'draft' });
    await setClock(own, TEST_TIME + 3601);
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'open', attempt_count: 1 });
    await setClock(own, TEST_TIME + 2 * DAY);
    expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: 'paid', attempt_count: 2 });
  });

  it('that is unknown is told by its own name', async () => {
    await expect(stripe.invoices.retrieve('in_none')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'invoice',
    });
  });
});

describe('a preview', () => {
  it('of a new subscription, of none, and of the next renewal', async () => {
    const price = await priceOf(own, 9900);
    const first = await stripe.invoices.createPreview({
      customer: customer.id,
      subscription_details: { items: [{ price: price.id, quantity: 3 }] },
    });
    expect(first).toMatchObject({ total: 29_700, status: 'draft' });
    await expect(stripe.invoices.createPreview({ customer: customer.id })).rejects.toMatchObject({
      code: 'invoice_upcoming_none',
    });
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const next = await stripe.invoices.createPreview({ subscription: subscription.id });
    expect(next).toMatchObject({ total: 9900, billing_reason: 'upcoming', period_end: TEST_TIME + 30 * DAY });
    expect(next.lines.data[0]?.period).toMatchObject({ start: TEST_TIME + 30 * DAY });
    const { data } = await stripe.invoices.list({ customer: customer.id });
    expect(data).toHaveLength(1);
  });

  it('of a cancellation now', async () => {
    const price = await priceOf(own, 9900);
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    await setClock(own, TEST_TIME + 15 * DAY);
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { cancel_now: true },
    });
    expect(preview.total).toBe(-4950);
    expect(await invoiceOf(stripe, subscription.latest_invoice)).toMatchObject({ total: 9900 });
  });
});
