import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StripeSimulation, startSimulation } from '../../../../support/stripeSimulation.js';

let simulation: StripeSimulation;
let stripe: Stripe;
beforeAll(async () => {
  simulation = await startSimulation();
  stripe = simulation.stripe;
});
afterAll(() => simulation.stop());

const paid = (amount = 5000, token = 'pm_card_visa') =>
  stripe.paymentIntents.create({ amount, currency: 'eur', payment_method: token, confirm: true });

const typesAbout = async (...ids: string[]) => {
  const events = (await simulation.account()).records.all('event');
  const about = events.filter(({ data: { object } }) => ids.includes((object as { id: string }).id));
  return about.map(({ type }) => type);
};

describe('a refund', () => {
  it('goes back in parts and never exceeds the charge', async () => {
    const { id, latest_charge } = await paid();
    const first = await stripe.refunds.create({ payment_intent: id, amount: 2000, reason: 'requested_by_customer' });
    expect(first).toMatchObject({ amount: 2000, charge: latest_charge, status: 'succeeded', payment_intent: id });
    await expect(stripe.refunds.create({ payment_intent: id, amount: 3001 })).rejects.toMatchObject({
      statusCode: 400,
      param: 'amount',
    });
    const rest = await stripe.refunds.create({ charge: String(latest_charge) });
    expect(rest.amount).toBe(3000);
    const charge = await stripe.charges.retrieve(String(latest_charge), { expand: ['refunds'] });
    expect(charge).toMatchObject({ amount_refunded: 5000, refunded: true });
    expect(charge.refunds?.data.map(({ amount }) => amount)).toEqual([3000, 2000]);
    await expect(stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    expect(await typesAbout(first.id, charge.id)).toEqual([
      'charge.succeeded',
      'refund.created',
      'charge.refunded',
      'charge.refunded',
    ]);
  });

  it('is made once for each that fits when many come at the same time', async () => {
    const { id, latest_charge } = await paid();
    const asked = Array.from({ length: 8 }, () => stripe.refunds.create({ payment_intent: id, amount: 1500 }));
    const settled = await Promise.allSettled(asked);
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await stripe.charges.retrieve(String(latest_charge))).toMatchObject({ amount_refunded: 4500 });
  });

  it('comes back when the bank cannot deliver it', async () => {
    const { id, latest_charge } = await paid();
    const refund = await stripe.refunds.create({ payment_intent: id });
    await simulation.control(`/refunds/${refund.id}/fail`, { reason: 'lost_or_stolen_card' });
    expect(await stripe.refunds.retrieve(refund.id)).toMatchObject({
      status: 'failed',
      failure_reason: 'lost_or_stolen_card',
    });
    expect(await stripe.charges.retrieve(String(latest_charge))).toMatchObject({ amount_refunded: 0, refunded: false });
    expect(await typesAbout(refund.id)).toEqual([
      'refund.created',
      'refund.failed',
      'refund.updated',
      'charge.refund.updated',
    ]);
    await expect(stripe.refunds.cancel(refund.id)).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('a dispute', () => {
  it('blocks refunds until it is won', async () => {
    const { id, latest_charge: charge } = await paid(5000, 'pm_card_createDispute');
    await expect(stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({ code: 'charge_disputed' });
    const { data } = await stripe.disputes.list({ charge: String(charge) });
    const [dispute] = data;
    const answered = await stripe.disputes.update(dispute?.id ?? '', {
      evidence: { uncategorized_text: 'winning_evidence' },
    });
    expect(answered).toMatchObject({ status: 'won', is_charge_refundable: true });
    expect(answered.balance_transactions.map(({ net }) => net)).toEqual([-6500, 6500]);
    expect(await typesAbout(answered.id)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]);
    expect(await stripe.refunds.create({ payment_intent: id })).toMatchObject({ amount: 5000 });
  });

  it('is opened and lost by the bank, or by giving in, and then final', async () => {
    const { id, latest_charge: charge } = await paid();
    await stripe.refunds.create({ payment_intent: id, amount: 1000 });
    const opened = await simulation.control<Stripe.Dispute>('/disputes', { charge });
    expect(opened).toMatchObject({ amount: 4000, status: 'needs_response' });
    await expect(simulation.control('/disputes', { charge })).rejects.toThrow(/disputed already/);
    expect(await stripe.disputes.close(opened.id)).toMatchObject({ status: 'lost' });
    await expect(stripe.disputes.close(opened.id)).rejects.toMatchObject({ statusCode: 400 });
    await expect(stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({ code: 'charge_disputed' });
  });
});
