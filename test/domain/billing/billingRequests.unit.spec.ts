import { describe, it } from 'vitest';
import { billingAccountDecider as decider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import type { BillingAccountEvent } from '../../../domain/billing/billingAccount/billingAccount.events.js';
import type { SubscriptionSnapshot } from '../../../domain/billing/billingAccount/subscriptionSnapshot.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { canceled, now, organizationId } from '../../support/fixtures/billing.js';
import {
  ask,
  came,
  card,
  change,
  on,
  pro,
  refusedAs,
  requested,
  start,
  starter,
  succeeded,
  target,
} from '../../support/fixtures/billingAccount.js';

const given = deciderSpec(decider);
const observedAt = now.toISOString();
const known = (subscription: SubscriptionSnapshot): BillingAccountEvent => ({
  type: 'SubscriptionStarted',
  data: { organizationId, subscription, observedAt },
});
const assigned: BillingAccountEvent = { type: 'StripeCustomerAssigned', data: { organizationId, customerId: 'cus_1' } };

const starting = {
  kind: 'startSubscription',
  target: target(starter),
  trialDays: 14,
  paymentMethodId: 'pm_card_visa',
  couponCode: null,
} as const;

describe('a subscription that is to start', () => {
  it('is asked for with the terms of the plan, and never with a price of the caller', () => {
    given().when(start()).thenRecorded(requested(starting));
  });

  it('has one trial in the life of an organization', () => {
    const ended = { ...known(on(starter, canceled())), type: 'SubscriptionEnded' } as BillingAccountEvent;
    given(ended)
      .when(start())
      .thenRecorded(requested({ ...starting, trialDays: 0 }));
  });

  it('is refused while there is another', () => {
    given(known(on(starter)))
      .when(start(pro))
      .thenRejected('SUBSCRIPTION_ALREADY_STARTED');
  });

  it('is refused where the plan is not sold so', () => {
    given()
      .when(start(starter, { currency: 'eur' }))
      .thenRejected('PLAN_NOT_SOLD_SO');
    given()
      .when(start(starter, { seats: 11 }))
      .thenRejected('SEATS_OUT_OF_RANGE');
    given()
      .when(start(starter, { seats: 0 }))
      .thenRejected('SEATS_OUT_OF_RANGE');
  });

  it.each([
    start(starter, { currency: 'eur' }),
    change(pro, starter, { currency: 'eur' }),
    ask('OpenCheckoutSession', {
      ...{ offer: starter, interval: 'month', currency: 'eur', seats: null },
      ...{ successUrl: 'https://objecta.example/', cancelUrl: 'https://objecta.example/' },
    }),
  ])('as $type does, keeps to the currency that the organization is billed in', (command) => {
    given(known(on(starter)))
      .when(command)
      .thenRejected('CURRENCY_MISMATCH');
  });

  it('is asked for once: what is asked meanwhile is refused', () => {
    given(requested(starting))
      .when(start(pro, {}, 'request-2'))
      .thenRejected('BILLING_REQUEST_OPEN');
  });

  it('is recorded with all that Stripe answered, in one go', () => {
    const paymentMethod = { snapshot: card('pm_1'), change: 'attached' } as const;
    const subscription = on(starter);
    given(requested(starting))
      .when(came({ status: 'succeeded', subscription, paymentMethod, defaultPaymentMethodId: 'pm_1' }))
      .thenRecorded(
        assigned,
        { type: 'PaymentMethodAttached', data: { organizationId, paymentMethod: card('pm_1') } },
        {
          type: 'DefaultPaymentMethodChanged',
          data: { organizationId, paymentMethodId: 'pm_1', previousPaymentMethodId: null },
        },
        known(subscription),
        succeeded('startSubscription', { subscriptionId: 'sub_1', paymentMethodId: 'pm_1' }),
      );
  });

  it('keeps why the bank declined', () => {
    const refusal = { code: 'card_declined', declineCode: 'insufficient_funds', message: 'No.' } as const;
    given(requested(starting))
      .when(came({ status: 'refused', ...refusal }))
      .thenRecorded(assigned, refusedAs('startSubscription', 'card_declined', 'insufficient_funds', 'No.'));
  });

  it('has one outcome: a second one is refused', () => {
    given(requested(starting), succeeded('startSubscription'))
      .when(came({ status: 'succeeded' }))
      .thenRejected('BILLING_REQUEST_UNKNOWN');
  });
});

describe('the life of a subscription', () => {
  it('cancels at the end of the period once, and now whenever', () => {
    const cancel = (timing: 'now' | 'periodEnd') => ask('CancelSubscription', { timing });
    const leaving = on(pro, { cancelAt: '2026-02-03T09:00:00.000Z' });
    const asked = (timing: 'now' | 'periodEnd') =>
      requested({ kind: 'cancelSubscription', subscriptionId: 'sub_1', timing });
    given(known(on(pro)))
      .when(cancel('periodEnd'))
      .thenRecorded(asked('periodEnd'));
    given(known(leaving)).when(cancel('periodEnd')).thenRejected('NOTHING_TO_CHANGE');
    given(known(leaving)).when(cancel('now')).thenRecorded(asked('now'));
    given().when(cancel('now')).thenRejected('SUBSCRIPTION_NOT_FOUND');
  });

  it('resumes from a pause or from a cancellation', () => {
    const resume = ask('ResumeSubscription', {});
    const resuming = (from: 'pause' | 'cancellation') =>
      requested({ kind: 'resumeSubscription', subscriptionId: 'sub_1', from });
    given(known(on(pro)))
      .when(resume)
      .thenRejected('NOTHING_TO_RESUME');
    given(known(on(pro, { status: 'paused' })))
      .when(resume)
      .thenRecorded(resuming('pause'));
    given(known(on(pro, { cancelAt: '2026-02-03T09:00:00.000Z' })))
      .when(resume)
      .thenRecorded(resuming('cancellation'));
  });

  it.each(['trialing', 'incomplete', 'unpaid', 'paused'] as const)('is not paused while %s', (status) => {
    given(known(on(pro, { status })))
      .when(ask('PauseSubscription', {}))
      .thenRejected('SUBSCRIPTION_NOT_PAUSABLE');
  });

  it.each(['past_due', 'unpaid', 'incomplete', 'paused'] as const)('does not change plans while %s', (status) => {
    given(known(on(starter, { status })))
      .when(change(pro, starter))
      .thenRejected('SUBSCRIPTION_NOT_CHANGEABLE');
  });
});
