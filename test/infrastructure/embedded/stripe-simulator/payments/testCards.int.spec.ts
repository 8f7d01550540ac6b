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

const customer = async () => (await stripe.customers.create({ email: 'mia@northwind.example' })).id;
const pay = (payment_method: string, rest: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ amount: 2900, currency: 'eur', payment_method, confirm: true, ...rest });

const typesSince = async (id: string) => {
  const events = (await simulation.account()).records.all('event');
  const about = events.filter(({ data: { object } }) => JSON.stringify(object).includes(id));
  return about.map(({ type }) => type);
};

describe('a card that pays', () => {
  it.each([
    ['pm_card_visa', 'visa', '4242', 'credit'],
    ['pm_card_mastercard', 'mastercard', '4444', 'credit'],
    ['pm_card_amex', 'amex', '0005', 'credit'],
    ['pm_card_discover', 'discover', '1117', 'credit'],
    ['pm_card_visa_debit', 'visa', '5556', 'debit'],
    ['pm_card_threeDSecureOptional', 'visa', '3055', 'credit'],
  ])('%s is kept by a customer and charged', async (token, brand, last4, funding) => {
    const cus = await customer();
    const kept = await stripe.paymentMethods.attach(token, { customer: cus });
    const again = await stripe.paymentMethods.attach(token, { customer: cus });
    expect(kept).toMatchObject({ customer: cus, card: { brand, last4, funding } });
    expect(again.id).not.toBe(kept.id);
    expect(again.card?.fingerprint).toBe(kept.card?.fingerprint);
    const paid = await pay(kept.id, { customer: cus, expand: ['latest_charge.balance_transaction'] });
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount_received: 2900,
      latest_charge: { paid: true, amount: 2900 },
    });
    expect(paid.latest_charge).toMatchObject({ balance_transaction: { amount: 2900, net: 2786, fee: 114 } });
  });

  it('tells of intent and charge in order', async () => {
    const { id } = await pay('pm_card_visa');
    expect(await typesSince(id)).toEqual(['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded']);
  });

  it('is disputed at once when it is that kind of card', async () => {
    const { id, latest_charge } = await pay('pm_card_createDispute');
    expect(await typesSince(id)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'payment_intent.succeeded',
    ]);
    const { data } = await stripe.disputes.list({ payment_intent: id });
    expect(data).toMatchObject([
      { amount: 2900, charge: latest_charge, reason: 'fraudulent', status: 'needs_response' },
    ]);
  });
});

describe('a card that is refused', () => {
  it.each([
    ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
    ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
    ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'card_declined', 'card_velocity_exceeded'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
    ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
    ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
  ])('%s pays nothing and cannot be kept', async (token, code, decline_code) => {
    await expect(pay(token)).rejects.toMatchObject({
      type: 'StripeCardError',
      statusCode: 402,
      code,
      decline_code,
      charge: expect.stringMatching(/^ch_/),
      payment_intent: { status: 'requires_payment_method', last_payment_error: { code } },
    });
    const cus = await customer();
    await expect(stripe.paymentMethods.attach(token, { customer: cus })).rejects.toMatchObject({
      statusCode: 402,
      code,
    });
    expect((await stripe.customers.listPaymentMethods(cus)).data).toEqual([]);
  });

  it('pm_card_chargeCustomerFail is kept, and every charge fails', async () => {
    const cus = await customer();
    const kept = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', { customer: cus });
    const failed = await pay(kept.id, { customer: cus }).catch((error) => error.payment_intent as Stripe.PaymentIntent);
    expect(failed.status).toBe('requires_payment_method');
    expect(await typesSince(failed.id)).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
    const paid = await stripe.paymentIntents.confirm(failed.id, { payment_method: 'pm_card_visa' });
    expect(paid.status).toBe('succeeded');
    const { data } = await stripe.charges.list({ payment_intent: failed.id });
    expect(data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });
});

describe('a card whose holder authenticates', () => {
  const authenticate = (id: string, result: 'fail' | 'succeed') =>
    simulation.control<Stripe.PaymentIntent>(`/payment_intents/${id}/authenticate`, { result });

  it.each(['pm_card_authenticationRequired', 'pm_card_threeDSecure2Required'])('%s waits for it', async (token) => {
    const waiting = await pay(token, { return_url: 'https://northwind.example/back' });
    expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
    expect(await authenticate(waiting.id, 'succeed')).toMatchObject({ status: 'succeeded' });
    expect(await stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({ amount_received: 2900 });
  });

  it('pays nothing when it fails, and can be tried again', async () => {
    const { id } = await pay('pm_card_authenticationRequired');
    expect(await authenticate(id, 'fail')).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
  });

  it('is refused at once while the holder is away', async () => {
    const cus = await customer();
    const kept = await stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer: cus });
    await expect(pay(kept.id, { customer: cus, off_session: true })).rejects.toMatchObject({
      statusCode: 402,
      code: 'authentication_required',
      decline_code: 'authentication_required',
    });
  });

  it('is still refused for want of money afterwards', async () => {
    const { id } = await pay('pm_card_authenticationRequiredChargeDeclinedInsufficientFunds');
    expect(await authenticate(id, 'succeed')).toMatchObject({
      last_payment_error: { decline_code: 'insufficient_funds' },
    });
  });

  it('passes off session once it was set up, as its kind says', async () => {
    const cus = await customer();
    for (const token of ['pm_card_authenticationRequiredOnSetup', 'pm_card_authenticationRequiredSetupForOffSession']) {
      const setup = await stripe.setupIntents.create({ customer: cus, payment_method: token, confirm: true });
      expect(setup.status).toBe('requires_action');
      await simulation.control(`/setup_intents/${setup.id}/authenticate`, { result: 'succeed' });
      const { payment_method, status } = await stripe.setupIntents.retrieve(setup.id);
      expect(status).toBe('succeeded');
      const paid = await pay(String(payment_method), { customer: cus, off_session: true });
      expect(paid.status).toBe('succeeded');
    }
    expect((await stripe.customers.listPaymentMethods(cus)).data).toHaveLength(2);
  });
});
