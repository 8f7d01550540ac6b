import { expect, it } from 'vitest';
import { billingAccountDecider as decider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import type { BillingAccountEvent } from '../../../domain/billing/billingAccount/billingAccount.events.js';
import { now, organizationId } from '../../support/fixtures/billing.js';

const paymentMethodId = 'pm_1';
const paymentMethod = {
  ...{ paymentMethodId, customerId: 'cus_1', type: 'card', brand: 'visa', last4: '4242' },
  ...{ expMonth: 12, expYear: 2030 },
};
const attached = {
  type: 'SyncPaymentMethod',
  data: { organizationId, paymentMethod, change: 'attached' },
  now,
} as const;
const named = { type: 'SyncDefaultPaymentMethod', data: { organizationId, paymentMethodId }, now } as const;

it.each([
  ['after', [attached, named]],
  ['before', [named, attached]],
])('a card named as the default %s it was heard of is the default', (_, commands) => {
  let state = decider.initialState;
  const events: BillingAccountEvent[] = [];
  for (const command of commands) {
    const decision = decider.decide(command, state);
    if (!decision.accepted) throw new Error(decision.rejection);
    events.push(...decision.events);
    state = decision.events.reduce(decider.evolve, state);
  }
  expect(events.at(-1)).toMatchObject({ type: 'DefaultPaymentMethodChanged', data: { paymentMethodId } });
  expect(decider.decide(attached, state)).toEqual({ accepted: true, events: [] });
});
