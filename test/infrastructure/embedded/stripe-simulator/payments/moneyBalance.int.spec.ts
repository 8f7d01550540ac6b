import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '../../../../../infrastructure/embedded/stripe-simulator/account/context.js';
import { StripeError } from '../../../../../infrastructure/embedded/stripe-simulator/http/stripeErrors.js';
import { notesOf } from '../../../../../infrastructure/embedded/stripe-simulator/payments/creditNotes/invoiceMoney.js';
import {
  issueCreditNote,
  voidCreditNote,
} from '../../../../../infrastructure/embedded/stripe-simulator/payments/creditNotes/issueCreditNote.js';
import { closeDispute } from '../../../../../infrastructure/embedded/stripe-simulator/payments/disputes/closeDispute.js';
import {
  holdsMoney,
  isContested,
} from '../../../../../infrastructure/embedded/stripe-simulator/payments/disputes/contested.js';
import { openDispute } from '../../../../../infrastructure/embedded/stripe-simulator/payments/disputes/openDispute.js';
import { refundableAmount } from '../../../../../infrastructure/embedded/stripe-simulator/payments/refunds/refundable.js';
import {
  failRefund,
  refundCharge,
} from '../../../../../infrastructure/embedded/stripe-simulator/payments/refunds/refundCharge.js';
import { customerWith } from '../../../../support/stripeBilling.js';
import { type StripeSimulation, startSimulation } from '../../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
beforeAll(async () => {
  simulation = await startSimulation();
});
afterAll(() => simulation.stop());

const TOTAL = 10_000;

/** One step in the life of a paid invoice; `at` picks among what there is to act on. */
const step = fc.oneof(
  fc.record({ kind: fc.constant('refund' as const), amount: fc.integer({ min: 0, max: 12_000 }), at: fc.nat(9) }),
  fc.record({ kind: fc.constant('credit' as const), amount: fc.integer({ min: 0, max: 12_000 }), at: fc.nat(9) }),
  fc.record({ kind: fc.constant('refundByNote' as const), amount: fc.integer({ min: 1, max: 6000 }), at: fc.nat(9) }),
  fc.record({ kind: fc.constant('void' as const), amount: fc.constant(0), at: fc.nat(9) }),
  fc.record({ kind: fc.constant('fail' as const), amount: fc.constant(0), at: fc.nat(9) }),
  fc.record({ kind: fc.constant('dispute' as const), amount: fc.integer({ min: 1, max: 10_000 }), at: fc.nat(9) }),
  fc.record({ kind: fc.constantFrom('won' as const, 'lost' as const), amount: fc.constant(0), at: fc.nat(9) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;
type Ids = Readonly<{ charge: string; invoice: string }>;

function take(context: Context, { charge: id, invoice }: Ids, { kind, amount, at }: Step): void {
  const { store } = context;
  const charge = context.inPath('charge', id);
  const pick = <T>(all: readonly T[]) => all[at % Math.max(1, all.length)];
  const refund = pick(store.where('refund', 'charge', id));
  const dispute = pick(store.where('dispute', 'charge', id));
  const note = pick(store.where('credit_note', 'invoice', invoice));
  if (kind === 'refund') refundCharge(context, charge, { amount });
  if (kind === 'credit') issueCreditNote(context, { invoice, amount });
  if (kind === 'refundByNote') issueCreditNote(context, { invoice, amount, refund_amount: amount });
  if (kind === 'void' && note) voidCreditNote(context, note.id);
  if (kind === 'fail' && refund) failRefund(context, refund.id, 'unknown');
  const left = refundableAmount(charge);
  if (kind === 'dispute' && left > 0 && !isContested(context, id)) {
    openDispute(context, charge, { reason: 'fraudulent', amount: Math.min(amount, left) });
  }
  if ((kind === 'won' || kind === 'lost') && dispute) closeDispute(context, dispute.id, kind);
}

/** A refusal leaves everything as it was; anything else thrown is a fault. */
async function attempt(ids: Ids, wanted: Step): Promise<void> {
  const account = await simulation.account();
  await account
    .run((context) => take(context, ids, wanted))
    .catch((error) => {
      if (!(error instanceof StripeError)) throw error;
    });
}

function check({ store }: Pick<Context, 'store'>, { charge: id, invoice: of }: Ids): void {
  const charge = store.get('charge', id);
  const invoice = store.get('invoice', of);
  if (!charge || !invoice) throw new Error('the paid invoice is gone');
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const refunds = store.where('refund', 'charge', id);
  const refunded = sum(refunds.filter(({ status }) => status !== 'failed').map(({ amount }) => amount));
  const disputes = store.where('dispute', 'charge', id);
  const withdrawn = sum(disputes.filter(holdsMoney).map(({ amount }) => amount));
  const notes = notesOf({ store } as Context, of);
  const sources = new Set([id, ...refunds.map((one) => one.id), ...disputes.map((one) => one.id)]);
  const movements = store.all('balance_transaction').filter(({ source }) => sources.has(String(source)));
  const balance = store.get('customer', String(invoice.customer))?.balance ?? 0;
  const rows = store.where('customer_balance_transaction', 'customer', String(invoice.customer));

  expect(charge.amount_refunded).toBe(refunded);
  expect(charge.refunded).toBe(refunded === charge.amount_captured);
  expect(refunded + withdrawn).toBeLessThanOrEqual(charge.amount_captured);
  expect(sum(movements.map(({ amount }) => amount))).toBe(charge.amount_captured - refunded - withdrawn);
  expect(invoice.post_payment_credit_notes_amount).toBe(sum(notes.map((note) => note.post_payment_amount)));
  expect(invoice.post_payment_credit_notes_amount).toBeLessThanOrEqual(invoice.amount_paid);
  expect(balance).toBe(sum(rows.map(({ amount }) => amount)));
  expect(rows.at(-1)?.ending_balance ?? 0).toBe(balance);
}

it('never gives back more than came in, and every derived amount agrees, whatever banks and people do', async () => {
  const { stripe } = simulation;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const { id: buyer } = await customerWith(simulation);
      const draft = await stripe.invoices.create({ customer: buyer, currency: 'eur', auto_advance: false });
      await stripe.invoiceItems.create({ customer: buyer, invoice: draft.id, amount: TOTAL, currency: 'eur' });
      const paid = await stripe.invoices.pay(draft.id);
      const { data } = await stripe.charges.list({ customer: buyer });
      const ids = { charge: data[0]?.id ?? '', invoice: paid.id };
      for (const wanted of steps) {
        await attempt(ids, wanted);
        check({ store: (await simulation.account()).records }, ids);
      }
    }),
    { numRuns: 25 },
  );
});
