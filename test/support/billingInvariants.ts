import { expect } from 'vitest';
import { settlement } from '../../infrastructure/embedded/stripe-simulator/invoices/amounts/settlement.js';
import type { Records } from '../../infrastructure/embedded/stripe-simulator/store/records.js';
import type { Stored } from '../../infrastructure/embedded/stripe-simulator/store/storedObjects.js';

type Invoice = Stored<'invoice'>;

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Lines, discounts and taxes are the total; the total and the balance are what is due; payments are what was paid. */
function checkAmounts(records: Records, invoice: Invoice): void {
  const lines = invoice.lines.data;
  const discounts = sum((invoice.total_discount_amounts ?? []).map(({ amount }) => amount));
  const taxes = (invoice.total_taxes ?? []).filter((tax) => tax.tax_behavior === 'exclusive');
  expect(sum(lines.map(({ amount }) => amount)), invoice.id).toBe(invoice.subtotal);
  expect(invoice.subtotal - discounts + sum(taxes.map(({ amount }) => amount)), invoice.id).toBe(invoice.total);
  expect(discounts).toBe(sum(lines.flatMap((line) => (line.discount_amounts ?? []).map(({ amount }) => amount))));
  expect(invoice.amount_remaining, invoice.id).toBe(Math.max(0, invoice.amount_due - invoice.amount_paid));
  const payments = records.where('invoice_payment', 'invoice', invoice.id).filter(({ status }) => status === 'paid');
  const paid = sum(payments.map((payment) => payment.amount_paid ?? 0));
  expect(paid + (invoice.amount_paid_off_stripe ?? 0), invoice.id).toBe(invoice.amount_paid);
  const intents = records.where('invoice_payment', 'invoice', invoice.id).map(({ payment }) => payment.payment_intent);
  const charges = records
    .all('charge')
    .filter((charge) => charge.paid && intents.includes(charge.payment_intent ?? ''));
  expect(sum(charges.map(({ amount }) => amount)), invoice.id).toBe(paid);
}

function checkStatus(invoice: Invoice): void {
  const { status, status_transitions: times, number } = invoice;
  expect(number === null, invoice.id).toBe(status === 'draft');
  expect(times.finalized_at === null).toBe(status === 'draft');
  expect(times.voided_at !== null).toBe(status === 'void');
  expect(times.paid_at !== null).toBe(status === 'paid');
  if (status === 'paid') expect(invoice.amount_remaining).toBe(0);
  if (status !== 'draft' && status !== 'open') expect(invoice.next_payment_attempt).toBeNull();
  if (status === 'draft' || (status === 'uncollectible' && invoice.total < 0)) return;
  const { amountDue, endingBalance } = settlement(invoice.total, invoice.starting_balance);
  expect({ due: invoice.amount_due, ending: invoice.ending_balance }, invoice.id).toEqual({
    due: amountDue,
    ending: endingBalance,
  });
}

/** What must hold of every account at any time. */
export function checkBilling(records: Records, now: number): void {
  const invoices = records.all('invoice');
  for (const invoice of invoices) {
    checkAmounts(records, invoice);
    checkStatus(invoice);
  }
  for (const customer of records.all('customer')) {
    const moves = records.where('customer_balance_transaction', 'customer', customer.id);
    expect(customer.balance).toBe(sum(moves.map(({ amount }) => amount)));
    const numbers = invoices.flatMap(({ customer: of, number }) =>
      of === customer.id && number ? [Number(number.slice(-4))] : [],
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1));
  }
  for (const subscription of records.all('subscription')) checkSubscription(records, subscription, now);
}

function checkSubscription(records: Records, subscription: Stored<'subscription'>, now: number): void {
  const isOver = subscription.status === 'canceled' || subscription.status === 'incomplete_expired';
  expect(subscription.ended_at !== null, subscription.id).toBe(isOver);
  expect(subscription.status_details !== undefined).toBe(subscription.status === 'paused');
  const invoices = records
    .all('invoice')
    .filter(({ parent }) => parent?.subscription_details?.subscription === subscription.id);
  expect(invoices.map(({ id }) => id)).toContain(subscription.latest_invoice);
  const cycles = invoices.filter((invoice) => invoice.billing_reason === 'subscription_cycle');
  expect(new Set(cycles.map((invoice) => invoice.period_end)).size, 'one renewal for each period').toBe(cycles.length);
  const runs = ['active', 'past_due', 'unpaid', 'trialing'].includes(subscription.status);
  for (const item of runs ? subscription.items.data : []) {
    expect(item.current_period_start).toBeLessThanOrEqual(now);
    expect(item.current_period_end).toBeGreaterThan(now);
  }
  const latest = invoices.find(({ id }) => id === subscription.latest_invoice);
  if (subscription.status === 'incomplete') expect(latest?.status).toBe('open');
  if (subscription.status === 'past_due') expect(['open', 'draft', 'void']).toContain(latest?.status);
}
