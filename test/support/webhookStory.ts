import type { LoggedStripeEvent } from '../../application/ports/stripeEventLog.js';
import { stripeEventLog } from '../../infrastructure/stripe/stripeEventLog.js';
import { type BillingAccount, priceOf, setClock, useCard } from './stripeBilling.js';
import { TEST_TIME } from './stripeSimulation.js';

const DAY = 24 * 60 * 60;

/**
 * Some months of a small organization at a Stripe that never delivers: a trial, a renewal, an upgrade, a renewal that is refused
 * and paid after all, money given back, money taken by hand, the end. Answers with every event of it.
 */
export async function liveWebhookStory(account: BillingAccount, organizationId: string): Promise<LoggedStripeEvent[]> {
  const { stripe, control } = account;
  const metadata = { organizationId, planId: 'pro', planVersion: '1', seats: '3' };
  const starter = await priceOf(account, 1_900, {
    lookup_key: 'plan:starter:v1:month:eur:base',
    metadata: { planId: 'starter' },
  });
  const pro = await priceOf(account, 4_900, { lookup_key: 'plan:pro:v1:month:eur:base' });
  const { id: customer } = await stripe.customers.create({ name: 'Northwind', metadata: { organizationId } });
  await useCard(stripe, customer, 'pm_card_visa');
  const items = [{ price: starter.id }];
  const subscription = await stripe.subscriptions.create({ customer, items, trial_period_days: 7, metadata });
  // Stripe forgets its events after 30 days, so they are written down as the story goes.
  const told = new Map<string, LoggedStripeEvent>();
  const writeDown = async () => {
    const page: LoggedStripeEvent[] = [];
    for await (const event of stripeEventLog(stripe).since(undefined)) page.push(event);
    for (const event of page.reverse()) told.set(event.envelope.stripeEventId, event);
  };
  const wait = async (days: number) => {
    await writeDown();
    await setClock(account, TEST_TIME + days * DAY);
  };

  await wait(10);
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: subscription.items.data[0]?.id ?? '', price: pro.id }],
    proration_behavior: 'always_invoice',
  });
  await wait(20);
  await stripe.customers.update(customer, { name: 'Northwind Robotics' });
  await control('/payments/next', { outcome: 'decline', decline: 'insufficient_funds' });
  // The seller works beside us: an amount for the next invoice, one taken back, a price archived.
  const extra = { customer, currency: 'eur', subscription: subscription.id };
  await stripe.invoiceItems.create({ ...extra, amount: 1_200, description: 'Onboarding' });
  const mistake = await stripe.invoiceItems.create({ ...extra, amount: 9_900, description: 'A mistake' });
  await writeDown();
  await stripe.invoiceItems.del(mistake.id);
  // An amount that a draft takes up and gives back; the renewal has it in the end.
  await stripe.invoiceItems.create({ customer, currency: 'eur', amount: 500, description: 'Training' });
  const draft = await stripe.invoices.create({ customer, pending_invoice_items_behavior: 'include' });
  await writeDown();
  await stripe.invoices.del(draft.id);
  await stripe.prices.update(starter.id, { active: false });
  await wait(45);
  const newCard = await useCard(stripe, customer, 'pm_card_mastercard');
  const { data: open } = await stripe.invoices.list({ customer, status: 'open' });
  for (const { id } of open) await stripe.invoices.pay(id, { payment_method: newCard });
  const { data: paid } = await stripe.invoices.list({ customer, status: 'paid', limit: 1 });
  await stripe.creditNotes.create({ invoice: String(paid[0]?.id), amount: 300, credit_amount: 300 });
  const { data: payments } = await stripe.invoicePayments.list({ invoice: String(paid[0]?.id), status: 'paid' });
  await stripe.refunds.create({ payment_intent: String(payments[0]?.payment.payment_intent), amount: 100 });
  const { data: methods } = await stripe.paymentMethods.list({ customer });
  for (const { id } of methods) if (id !== newCard) await stripe.paymentMethods.detach(id);
  const byHand = { amount: 700, currency: 'eur', customer, confirm: true, off_session: true };
  await stripe.paymentIntents.create({ ...byHand, payment_method: newCard });
  await wait(50);
  await stripe.subscriptions.cancel(subscription.id);

  await writeDown();
  return [...told.values()];
}
