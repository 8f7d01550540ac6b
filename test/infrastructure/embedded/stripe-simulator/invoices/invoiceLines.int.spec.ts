import { beforeEach, expect, it } from 'vitest';
import { itemOf, subscriptionsForEach } from '../../../../support/subscriptionsForEach.js';

const own = subscriptionsForEach('invoice_lines');
let customer: string;
let invoice: string;

beforeEach(async () => {
  customer = String((await own.start()).customer);
  ({ id: invoice } = await own.stripe.invoices.create({ customer, currency: 'eur' }));
  for (const amount of [5000, 700]) await own.stripe.invoiceItems.create({ customer, invoice, amount });
});

const lines = async () => {
  const { data } = await own.stripe.invoices.listLineItems(invoice);
  return [...data].sort((one, other) => other.amount - one.amount);
};

it('lines of a draft are changed one by one and together, and its sums follow', async () => {
  const [consulting, travel] = await lines();
  const changed = await own.stripe.invoices.updateLineItem(invoice, String(consulting?.id), {
    amount: 6000,
    description: 'Consulting, two days',
  });
  expect(changed).toMatchObject({ object: 'line_item', amount: 6000, description: 'Consulting, two days' });
  expect(await own.stripe.invoices.retrieve(invoice)).toMatchObject({ total: 6700 });
  const after = await own.stripe.invoices.updateLines(invoice, {
    lines: [
      { id: String(consulting?.id), amount: 4000 },
      { id: String(travel?.id), metadata: { trip: 'Oslo' } },
    ],
    invoice_metadata: { project: 'north' },
  });
  expect(after).toMatchObject({ total: 4700, metadata: { project: 'north' } });
  expect((await lines()).map(({ amount, metadata }) => [amount, metadata.trip])).toEqual([
    [4000, undefined],
    [700, 'Oslo'],
  ]);
});

it('lines are taken off for good, or wait again', async () => {
  const [consulting, travel] = await lines();
  const after = await own.stripe.invoices.removeLines(invoice, {
    lines: [
      { id: String(consulting?.id), behavior: 'delete' },
      { id: String(travel?.id), behavior: 'unassign' },
    ],
  });
  expect(after).toMatchObject({ total: 0 });
  const { data } = await own.stripe.invoiceItems.list({ customer, pending: true });
  expect(data.map(({ amount }) => amount)).toEqual([700]);
});

it('refuses lines of others, of subscriptions and of final invoices', async () => {
  const update = (id: string, line: string) => own.stripe.invoices.updateLineItem(id, line, { amount: 1 });
  await expect(update(invoice, 'il_none')).rejects.toMatchObject({ code: 'resource_missing' });
  const [line] = await lines();
  await own.stripe.invoices.pay(invoice);
  await expect(update(invoice, String(line?.id))).rejects.toMatchObject({ code: 'invoice_not_editable' });
  const subscription = await own.start('pm_card_visa', { collection_method: 'send_invoice', days_until_due: 5 });
  expect(itemOf(subscription)).toMatch(/^si_/);
  const { data } = await own.stripe.invoices.list({ subscription: subscription.id });
  const [draft] = data;
  expect(draft?.status).toBe('draft');
  await expect(update(String(draft?.id), String(draft?.lines.data[0]?.id))).rejects.toMatchObject({ statusCode: 400 });
});

it('charges are found by what is said of them', async () => {
  await own.stripe.invoices.pay(invoice);
  const found = await own.stripe.charges.search({ query: `customer:'${customer}' AND amount:5700` });
  expect(found.data).toMatchObject([{ amount: 5700, customer }]);
});
