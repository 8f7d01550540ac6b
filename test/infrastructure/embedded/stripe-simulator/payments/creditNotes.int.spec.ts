import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerWith } from '../../../../support/stripeBilling.js';
import { type StripeSimulation, startSimulation } from '../../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
let stripe: Stripe;
beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
});
afterAll(() => simulation.stop());

/** A paid, or still open, invoice of its own over an amount in cents. */
async function invoice(amount: number, card: string | null = 'pm_card_visa'): Promise<Stripe.Invoice> {
  const customer = await customerWith(simulation, card);
  const draft = await stripe.invoices.create({ customer: customer.id, currency: 'eur', auto_advance: false });
  await stripe.invoiceItems.create({ customer: customer.id, invoice: draft.id, amount, currency: 'eur' });
  const open = await stripe.invoices.finalizeInvoice(draft.id);
  return card === null ? open : stripe.invoices.pay(draft.id);
}

describe('a credit note', () => {
  it('gives back what was paid to card, balance and outside, in parts that add up', async () => {
    const of = await invoice(10_000);
    await expect(
      stripe.creditNotes.create({ invoice: of.id, amount: 4000, refund_amount: 1000 }),
    ).rejects.toMatchObject({ statusCode: 400, param: 'refund_amount' });
    const note = await stripe.creditNotes.create({
      invoice: of.id,
      amount: 4000,
      refund_amount: 1000,
      credit_amount: 2500,
      out_of_band_amount: 500,
      reason: 'product_unsatisfactory',
    });
    expect(note).toMatchObject({
      number: `${of.number}-CN-01`,
      type: 'post_payment',
      post_payment_amount: 4000,
      pre_payment_amount: 0,
      out_of_band_amount: 500,
      refunds: [{ amount_refunded: 1000, type: 'refund' }],
    });
    expect(await stripe.invoices.retrieve(of.id)).toMatchObject({
      post_payment_credit_notes_amount: 4000,
      status: 'paid',
    });
    const customer = String(of.customer);
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -2500 });
    const rows = await stripe.customers.listBalanceTransactions(customer);
    expect(rows.data).toMatchObject([
      { amount: -2500, credit_note: note.id, ending_balance: -2500, type: 'credit_note' },
    ]);
    await expect(stripe.creditNotes.create({ invoice: of.id, amount: 6001 })).rejects.toMatchObject({
      param: 'amount',
    });
    await expect(stripe.creditNotes.voidCreditNote(note.id)).rejects.toMatchObject({ statusCode: 400 });
  });

  it('counts refunds that were made before, and takes them in when told', async () => {
    const of = await invoice(10_000);
    const { data } = await stripe.charges.list({ customer: String(of.customer) });
    const refund = await stripe.refunds.create({ charge: data[0]?.id ?? '', amount: 3000 });
    await expect(stripe.creditNotes.create({ invoice: of.id, amount: 7001 })).rejects.toMatchObject({
      param: 'amount',
    });
    const note = await stripe.creditNotes.create({ invoice: of.id, amount: 3000, refunds: [{ refund: refund.id }] });
    expect(note.refunds).toMatchObject([{ refund: refund.id, amount_refunded: 3000 }]);
    expect(await stripe.creditNotes.create({ invoice: of.id, amount: 7000 })).toMatchObject({ amount: 7000 });
  });

  it('lowers what an open invoice owes, until it is void again', async () => {
    const of = await invoice(10_000, null);
    const preview = await stripe.creditNotes.preview({ invoice: of.id, amount: 4000 });
    expect(preview).toMatchObject({ pre_payment_amount: 4000, type: 'pre_payment' });
    expect(await stripe.invoices.retrieve(of.id)).toMatchObject({ amount_remaining: 10_000 });
    const note = await stripe.creditNotes.create({ invoice: of.id, amount: 4000 });
    expect(await stripe.invoices.retrieve(of.id)).toMatchObject({
      amount_remaining: 6000,
      pre_payment_credit_notes_amount: 4000,
    });
    expect(await stripe.creditNotes.voidCreditNote(note.id)).toMatchObject({ status: 'void' });
    expect(await stripe.invoices.retrieve(of.id)).toMatchObject({ amount_remaining: 10_000, status: 'open' });
    await stripe.creditNotes.create({ invoice: of.id, amount: 10_000 });
    expect(await stripe.invoices.retrieve(of.id)).toMatchObject({
      amount_remaining: 0,
      status: 'paid',
      amount_paid: 0,
    });
    expect((await stripe.creditNotes.list({ invoice: of.id })).data.map(({ status }) => status)).toEqual([
      'issued',
      'void',
    ]);
  });

  it('credits lines by quantity or amount, never more than a line has', async () => {
    const of = await invoice(9000);
    const [line] = of.lines.data;
    const lines = [{ type: 'invoice_line_item' as const, invoice_line_item: line?.id ?? '', amount: 2000 }];
    const note = await stripe.creditNotes.create({ invoice: of.id, lines, credit_amount: 2000 });
    expect((await stripe.creditNotes.listLineItems(note.id)).data).toMatchObject([
      { amount: 2000, invoice_line_item: line?.id },
    ]);
    const tooMuch = [{ ...lines[0], type: 'invoice_line_item' as const, amount: 9001 }];
    await expect(stripe.creditNotes.create({ invoice: of.id, lines: tooMuch })).rejects.toMatchObject({
      param: 'lines[0][amount]',
    });
    await expect(stripe.creditNotes.create({ invoice: of.id })).rejects.toMatchObject({ statusCode: 400 });
  });
});
