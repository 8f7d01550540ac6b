import { expect, it } from 'vitest';
import { accountForEach } from '../../../../support/accountForEach.js';
import { customerWith, invoiceOf, priceOf } from '../../../../support/stripeBilling.js';
import { HOUR, RENEWAL } from '../../../../support/subscriptionsForEach.js';

const account = accountForEach('refused');

it('a draft whose invoice.created nobody takes waits up to three days', async () => {
  const { stripe, control } = account();
  await control('/settings', { retry_profile: 'live' });
  await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/nobody', enabled_events: ['invoice.created'] });
  const price = await priceOf(account(), 9900);
  const customer = await customerWith(account());
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  const latest = async () => invoiceOf(stripe, (await stripe.subscriptions.retrieve(id)).latest_invoice);
  await control('/clock', { to: RENEWAL, settle: true });
  await control('/clock', { to: RENEWAL + 2 * HOUR, settle: true });
  expect(await latest()).toMatchObject({ status: 'draft' });
  await control('/clock', { to: RENEWAL + 73 * HOUR, settle: true });
  expect(await latest()).toMatchObject({ status: 'paid' });
});
