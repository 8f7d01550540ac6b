import type Stripe from 'stripe';
import { beforeEach, expect, it } from 'vitest';
import { accountForEach } from '../../../../support/accountForEach.js';
import { at } from '../../../../support/accountsInTime.js';
import {
  type BillingAccount,
  customerWith,
  eventTypes,
  invoiceOf,
  priceOf,
  setClock,
  useCard,
} from '../../../../support/stripeBilling.js';

const account = accountForEach('year');
let own: BillingAccount;
let stripe: Stripe;
beforeEach(() => {
  own = account();
  stripe = own.stripe;
});

it('a jump of a year does each thing at its own time, in order', async () => {
  const price = await priceOf(own, 1000);
  const customer = await customerWith(own);
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  await setClock(own, at('2027-11-01T02:00:00Z'));
  const invoices = await stripe.invoices.list({ subscription: subscription.id, limit: 100 });
  const created = invoices.data.map((invoice) => new Date(invoice.created * 1000).toISOString().slice(0, 13)).reverse();
  expect(created).toEqual([
    '2026-11-01T00',
    '2026-12-01T00',
    ...['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11'].map((month) => `2027-${month}-01T00`),
  ]);
  expect(invoices.data.every(({ status, amount_paid: paid }) => status === 'paid' && paid === 1000)).toBe(true);
  const paidAt = invoices.data.map(({ created: made, status_transitions: times }) => (times.paid_at ?? 0) - made);
  expect(new Set(paidAt.slice(0, -1))).toEqual(new Set([3601]));
  const events = (await stripe.events.list({ limit: 100 })).data.reverse();
  expect(events.map((event) => event.created)).toEqual(events.map((event) => event.created).sort((a, b) => a - b));
  const upcoming = (await eventTypes(own)).filter((type) => type === 'invoice.upcoming');
  expect(upcoming).toHaveLength(12);
});

it('a year of a customer, to the cent', async () => {
  const [team, business, seat] = [await priceOf(own, 4900), await priceOf(own, 9900), await priceOf(own, 1000)];
  const customer = await customerWith(own);
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: team.id }, { price: seat.id, quantity: 3 }],
    trial_end: at('2026-11-15T00:00:00Z'),
  });
  const itemOf = async (price: Stripe.Price) =>
    (await stripe.subscriptions.retrieve(id)).items.data.find(
      (item) => [team.id, business.id].includes(item.price.id) === (price !== seat),
    )?.id ?? '';

  await setClock(own, at('2026-11-30T00:00:00Z'));
  const upgraded = {
    items: [{ id: await itemOf(team), price: business.id }],
    proration_behavior: 'always_invoice' as const,
  };
  const preview = await stripe.invoices.createPreview({ subscription: id, subscription_details: upgraded });
  await stripe.subscriptions.update(id, upgraded);
  await setClock(own, at('2026-12-30T12:00:00Z'));
  await stripe.subscriptionItems.update(await itemOf(seat), { quantity: 5 });
  await setClock(own, at('2027-02-01T00:00:00Z'));
  await useCard(stripe, customer.id, 'pm_card_chargeCustomerFail');
  await setClock(own, at('2027-02-17T00:00:00Z'));
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' });
  await useCard(stripe, customer.id, 'pm_card_visa');
  await setClock(own, at('2027-02-20T00:00:00Z'));
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
  await stripe.subscriptions.update(id, {
    items: [{ id: await itemOf(business), price: team.id }],
    proration_behavior: 'none',
  });
  await setClock(own, at('2027-04-01T00:00:00Z'));
  await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  await setClock(own, at('2027-11-01T00:00:00Z'));

  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: 'canceled',
    ended_at: at('2027-04-15T00:00:00Z'),
  });
  const invoices = (await stripe.invoices.list({ subscription: id, limit: 100 })).data.reverse();
  const story = invoices.map(({ created, total, status, attempt_count: attempts }) => [
    new Date(created * 1000).toISOString().slice(0, 10),
    total,
    status,
    attempts,
  ]);
  const half = Math.round((15 * 86_400 * 9900) / (30 * 86_400)) - 4900 / 2;
  const seats = Math.round((5000 * 15.5) / 31) - Math.round((3000 * 15.5) / 31);
  expect(story).toEqual([
    ['2026-11-01', 0, 'paid', 0],
    ['2026-11-15', 4900 + 3000, 'paid', 1],
    ['2026-11-30', half, 'paid', 1],
    ['2026-12-15', 9900 + 3000, 'paid', 1],
    ['2027-01-15', 9900 + 5000 + seats, 'paid', 1],
    ['2027-02-15', 9900 + 5000, 'paid', 3],
    ['2027-03-15', 4900 + 5000, 'paid', 1],
  ]);
  expect(preview.total).toBe(half);
  expect(await invoiceOf(stripe, invoices[2]?.id ?? '')).toMatchObject({ billing_reason: 'subscription_update' });
  const balance = await stripe.customers.retrieve(customer.id);
  expect(balance).toMatchObject({ balance: 0 });
});
