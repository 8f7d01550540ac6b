import { describe, it } from 'vitest';
import { stripeCustomerDecider } from '../../../domain/billing/stripeCustomer/stripeCustomer.decider.js';
import { stripeEventDecider } from '../../../domain/billing/stripeEvent/stripeEvent.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { now } from '../../support/fixtures/billing.js';

describe('the webhook inbox', () => {
  const given = deciderSpec(stripeEventDecider);
  const data = {
    stripeEventId: 'evt_1',
    eventType: 'invoice.paid',
    apiVersion: null,
    livemode: false,
    customerId: 'cus_1',
    objectId: 'in_1',
    createdAt: '2026-11-22T11:59:58.000Z',
    payload: '{}',
  };
  const received = { type: 'StripeEventReceived', data: { ...data, receivedAt: now.toISOString() } } as const;

  it('takes an event once', () => {
    given().when({ type: 'RecordStripeEvent', data, now }).thenRecorded(received);
    given(received).when({ type: 'RecordStripeEvent', data, now }).thenNothing();
  });
});

describe('a Stripe customer', () => {
  const given = deciderSpec(stripeCustomerDecider);
  const link = (organizationId: string) =>
    ({ type: 'LinkStripeCustomer', data: { customerId: 'cus_1', organizationId }, now }) as const;
  const linked = (organizationId: string) =>
    ({
      type: 'StripeCustomerLinked',
      data: { customerId: 'cus_1', organizationId, linkedAt: now.toISOString() },
    }) as const;

  it('belongs to the organization it was linked to first', () => {
    given().when(link('a')).thenRecorded(linked('a'));
    given(linked('a')).when(link('a')).thenNothing();
    given(linked('a')).when(link('b')).thenRejected('STRIPE_CUSTOMER_OF_ANOTHER_ORGANIZATION');
  });
});
