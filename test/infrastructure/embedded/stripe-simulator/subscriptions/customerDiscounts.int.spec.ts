import { expect, it } from 'vitest';
import { eventTypes, setClock } from '../../../../support/stripeBilling.js';
import { TEST_TIME } from '../../../../support/stripeSimulation.js';
import { DAY, HOUR, RENEWAL, subscriptionsForEach } from '../../../../support/subscriptionsForEach.js';

const own = subscriptionsForEach('customer_discounts');

const totalsOf = async (subscription: string) =>
  (await own.stripe.invoices.list({ subscription })).data.map(({ total }) => total).reverse();
const customerOf = ({ customer }: { customer: unknown }) => String(customer);
const discount = (customer: string, coupon: string) => own.control(`/customers/${customer}/discount`, { coupon });
const discountOf = async (customer: string) => {
  const found = await own.stripe.customers.retrieve(customer, { expand: ['discount.source.coupon'] });
  return found.deleted ? undefined : found.discount;
};

it.each([
  ['once', { duration: 'once' }, [9900, 4950, 9900, 9900]],
  ['for two months', { duration: 'repeating', duration_in_months: 2 }, [9900, 4950, 4950, 9900]],
  ['forever', { duration: 'forever' }, [9900, 4950, 4950, 4950]],
] as const)('is taken off what a customer is billed %s', async (_name, duration, totals) => {
  const coupon = await own.stripe.coupons.create({ percent_off: 50, ...duration });
  const subscription = await own.start();
  const customer = customerOf(subscription);
  await setClock(own, TEST_TIME + 20 * DAY);
  await discount(customer, coupon.id);
  expect(await discountOf(customer)).toMatchObject({ customer, source: { coupon: { percent_off: 50 } } });
  const upcoming = await own.stripe.invoices.createPreview({ subscription: subscription.id });
  expect(upcoming.total).toBe(4950);
  await setClock(own, TEST_TIME + 95 * DAY);
  expect(await totalsOf(subscription.id)).toEqual(totals);
  expect(await discountOf(customer)).toEqual(duration.duration === 'forever' ? expect.anything() : null);
});

it('gives way to the own discount of a subscription, and can be taken off', async () => {
  const half = await own.stripe.coupons.create({ percent_off: 50, duration: 'forever' });
  const tenth = await own.stripe.coupons.create({ percent_off: 10, duration: 'forever' });
  const subscription = await own.start('pm_card_visa', { discounts: [{ coupon: tenth.id }] });
  const customer = customerOf(subscription);
  await discount(customer, half.id);
  await setClock(own, RENEWAL + 2 * HOUR);
  expect(await totalsOf(subscription.id)).toEqual([8910, 8910]);
  await own.stripe.subscriptions.deleteDiscount(subscription.id);
  const oneOff = await own.stripe.invoices.create({ customer, currency: 'eur' });
  await own.stripe.invoiceItems.create({ customer, invoice: oneOff.id, amount: 1000 });
  expect(await own.stripe.invoices.retrieve(oneOff.id)).toMatchObject({ total: 500 });
  expect(await own.stripe.customers.deleteDiscount(customer)).toMatchObject({ object: 'discount', deleted: true });
  expect(await discountOf(customer)).toBeNull();
  await expect(own.stripe.customers.deleteDiscount(customer)).rejects.toMatchObject({ code: 'resource_missing' });
  expect((await eventTypes(own)).slice(-2)).toEqual(['customer.discount.deleted', 'customer.updated']);
});
