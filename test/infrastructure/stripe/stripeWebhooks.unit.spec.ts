import { describe, expect, it } from 'vitest';
import { UnexpectedStripePayload } from '../../../application/ports/stripeWebhooks.js';
import { eventBody, signatureHeader } from '../../../infrastructure/embedded/stripe-simulator/eventObject.js';
import { subscriptionLife } from '../../../infrastructure/embedded/stripe-simulator/subscriptionLife.js';
import { stripeWebhooks } from '../../../infrastructure/stripe/stripeWebhooks.js';

const secret = 'whsec_the_one_in_force';
const webhooks = stripeWebhooks([secret, 'whsec_the_one_before']);
const now = new Date('2026-11-22T12:00:00.000Z');
const seconds = now.getTime() / 1000;
const life = subscriptionLife({
  seed: 'unit',
  organizationId: 'organization-1',
  price: { planId: 'pro', unitAmount: 4_900, currency: 'usd', interval: 'month' },
  quantity: 5,
  startsAt: new Date('2026-01-03T10:00:00.000Z'),
});
const body = eventBody(life.paid(0));
const verify = (text: string, header: string | undefined) => webhooks.verify(Buffer.from(text), header, now);

describe('a webhook', () => {
  it('is accepted with a signature of any secret in force', () => {
    for (const each of [secret, 'whsec_the_one_before']) {
      expect(verify(body, signatureHeader(body, each, seconds))).toMatchObject({
        accepted: true,
        envelope: {
          stripeEventId: life.paid(0).id,
          eventType: 'invoice.paid',
          customerId: life.customer,
          livemode: false,
        },
      });
    }
  });

  it.each([
    ['no signature', body, undefined, 'SIGNATURE_MISSING'],
    ['a foreign secret', body, signatureHeader(body, 'whsec_foreign_secret', seconds), 'SIGNATURE_INVALID'],
    ['another body', `${body} `, signatureHeader(body, secret, seconds), 'SIGNATURE_INVALID'],
    [
      'a body written anew',
      JSON.stringify(JSON.parse(body)),
      signatureHeader(body, secret, seconds),
      'SIGNATURE_INVALID',
    ],
    ['only a v0 signature', body, signatureHeader(body, secret, seconds).replace('v1=', 'v0='), 'SIGNATURE_INVALID'],
    ['a header that is none', body, 'nonsense', 'SIGNATURE_INVALID'],
    ['301 s of age', body, signatureHeader(body, secret, seconds - 301), 'TIMESTAMP_OUT_OF_TOLERANCE'],
    ['a time to come', body, signatureHeader(body, secret, seconds + 301), 'TIMESTAMP_OUT_OF_TOLERANCE'],
    ['a body that is no event', '{"a":1}', signatureHeader('{"a":1}', secret, seconds), 'PAYLOAD_UNREADABLE'],
    ['a body that is not JSON', '{"a":', signatureHeader('{"a":', secret, seconds), 'PAYLOAD_UNREADABLE'],
  ])('is refused with %s', (_, text, header, rejection) => {
    expect(verify(text, header)).toEqual({ accepted: false, rejection });
  });

  it.each([-300, 300])('is accepted at the edge of the tolerance: %i s', (offset) => {
    expect(verify(body, signatureHeader(body, secret, seconds + offset))).toMatchObject({ accepted: true });
  });

  it('needs a secret that is not blank', () => {
    expect(() => stripeWebhooks([])).toThrow('webhook secret');
    expect(() => stripeWebhooks([secret, ' '])).toThrow('blank');
  });
});

describe('a webhook of elsewhere', () => {
  it('is refused in the other mode', () => {
    const live = JSON.stringify({ ...JSON.parse(body), livemode: true });
    const signed = (text: string) => signatureHeader(text, secret, seconds);
    expect(verify(live, signed(live))).toEqual({ accepted: false, rejection: 'LIVEMODE_MISMATCH' });
    const ofLiveKey = stripeWebhooks([secret], true);
    expect(ofLiveKey.verify(Buffer.from(live), signed(live), now)).toMatchObject({ accepted: true });
    expect(ofLiveKey.verify(Buffer.from(body), signed(body), now)).toMatchObject({ accepted: false });
  });

  it('is taken for nothing when it is of a connected account', () => {
    const connected = body.replace('"object": "event"', '"object": "event", "account": "acct_other"');
    expect(connected).not.toBe(body);
    expect(webhooks.interpret('invoice.paid', body)).toBeDefined();
    expect(webhooks.interpret('invoice.paid', connected)).toBeUndefined();
  });

  it('is read when its version adds to ours at most', () => {
    expect(webhooks.reads('2026-11-25.endive')).toBe(true);
    expect(webhooks.reads(null)).toBe(true);
    for (const other of ['2026-08-26.dahlia', '2027-03-31.fern', '2023-10-16'])
      expect(webhooks.reads(other)).toBe(false);
  });
});

describe('what Stripe says', () => {
  const interpret = (event: Parameters<typeof eventBody>[0]) => webhooks.interpret(event.type, eventBody(event));

  it('of a subscription', () => {
    expect(interpret(life.started())).toEqual({
      kind: 'subscription',
      source: 'created',
      fetched: false,
      organizationHint: 'organization-1',
      customerId: life.customer,
      observedAt: '2026-01-03T10:00:00.000Z',
      subscription: {
        subscriptionId: life.subscription,
        customerId: life.customer,
        status: 'active',
        planId: 'pro',
        priceId: 'price_pro_month_usd',
        quantity: 5,
        unitAmount: 4_900,
        currency: 'usd',
        interval: 'month',
        intervalCount: 1,
        currentPeriodStart: '2026-01-03T10:00:00.000Z',
        currentPeriodEnd: '2026-02-03T10:00:00.000Z',
        startedAt: '2026-01-03T10:00:00.000Z',
        trialEndsAt: null,
        cancelAt: null,
        endedAt: null,
        cancelAtPeriodEnd: false,
        pausedAt: null,
        planVersion: null,
        seats: null,
        items: [
          {
            itemId: expect.stringMatching(/^si_/),
            lookupKey: 'pro',
            priceId: 'price_pro_month_usd',
            quantity: 5,
            unitAmount: 4_900,
          },
        ],
        discounts: [],
        defaultPaymentMethodId: expect.stringMatching(/^pm_/),
        latestInvoiceId: null,
      },
    });
    expect(interpret(life.ended(2))).toMatchObject({ source: 'deleted', subscription: { status: 'canceled' } });
  });

  it('of an invoice, found by its subscription', () => {
    expect(interpret(life.paid(0))).toMatchObject({
      kind: 'invoice',
      told: 'changed',
      organizationHint: 'organization-1',
      invoice: {
        status: 'paid',
        total: 24_500,
        amountPaid: 24_500,
        amountRemaining: 0,
        subscriptionId: life.subscription,
      },
    });
    expect(interpret(life.paymentFailed(1))).toMatchObject({
      kind: 'invoice',
      told: 'paymentFailed',
      invoice: { status: 'open', amountDue: 24_500, attemptCount: 1, paidAt: null },
    });
  });

  it('of things without a meaning here is nothing', () => {
    expect(webhooks.interpret('plan.created', body)).toBeUndefined();
    expect(webhooks.interpret('constructor', body)).toBeUndefined();
  });

  it('in another shape than its type promises is not guessed at', () => {
    expect(() => webhooks.interpret('invoice.paid', eventBody(life.started()))).toThrow(UnexpectedStripePayload);
    expect(() => webhooks.interpret('customer.subscription.updated', '{}')).toThrow(UnexpectedStripePayload);
  });
});
