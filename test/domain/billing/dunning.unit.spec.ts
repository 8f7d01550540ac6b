import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubscriptionStatus } from '../../../domain/billing/billingAccount/subscriptionSnapshot.js';
import type { DunningCommand } from '../../../domain/billing/dunning/dunning.commands.js';
import { dunningDecider as decider } from '../../../domain/billing/dunning/dunning.decider.js';
import type { DunningEvent } from '../../../domain/billing/dunning/dunning.events.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { invoice, now, organizationId, second } from '../../support/fixtures/billing.js';

const given = deciderSpec(decider);
const at = now.toISOString();
const arrears = {
  invoiceId: 'in_1',
  customerId: 'cus_1',
  number: 'A-0001',
  amountDue: 24_500,
  currency: 'usd',
  hostedInvoiceUrl: null,
};

const failed = (
  attemptCount: number,
  nextPaymentAttemptAt: string | null = second(attemptCount),
  changes = {},
): DunningCommand => ({
  type: 'TakeDunningStep',
  data: { organizationId, invoice: invoice({ attemptCount, nextPaymentAttemptAt, ...changes }) },
  now,
});
const settle = (how: 'paid' | 'voided' | 'writtenOff' = 'paid', invoiceId = 'in_1'): DunningCommand => ({
  type: 'SettleArrears',
  data: { organizationId, invoiceId, how },
  now,
});
const weigh = (status: SubscriptionStatus): DunningCommand => ({
  type: 'WeighSubscription',
  data: { organizationId, subscriptionId: 'sub_1', status },
  now,
});
const step = (
  type: 'DunningStarted' | 'DunningStepTaken',
  attempt: number,
  nextAttemptAt: string | null = second(attempt),
): DunningEvent => ({
  type,
  data: { organizationId, arrears, at, attempt, nextAttemptAt, subscriptionId: 'sub_1' },
});
const restricted = (because: 'attemptsExhausted' | 'subscriptionUnpaid'): DunningEvent => ({
  type: 'AccessRestricted',
  data: { organizationId, arrears, at, because },
});
const ended: DunningEvent = { type: 'DunningEnded', data: { organizationId, invoiceId: 'in_1', how: 'paid', at } };
const restored: DunningEvent = { type: 'AccessRestored', data: { organizationId, invoiceId: 'in_1', at } };

describe('dunning', () => {
  it('starts with the first failure, and access goes on while Stripe tries again', () => {
    given().when(failed(1)).thenRecorded(step('DunningStarted', 1));
    given(step('DunningStarted', 1)).when(failed(1)).thenNothing();
    given(step('DunningStarted', 1)).when(failed(2)).thenRecorded(step('DunningStepTaken', 2));
  });

  it('restricts access when nothing more is tried, or the subscription is given up', () => {
    given(step('DunningStarted', 1))
      .when(failed(8, null))
      .thenRecorded(step('DunningStepTaken', 8, null), restricted('attemptsExhausted'));
    given(step('DunningStarted', 1)).when(weigh('unpaid')).thenRecorded(restricted('subscriptionUnpaid'));
    given(step('DunningStarted', 1)).when(weigh('past_due')).thenNothing();
    given().when(weigh('canceled')).thenNothing();
  });

  it('gives access back at once when it is paid', () => {
    given(step('DunningStarted', 1)).when(settle()).thenRecorded(ended);
    given(step('DunningStarted', 1), restricted('attemptsExhausted')).when(settle()).thenRecorded(ended, restored);
    given(step('DunningStarted', 1), restricted('attemptsExhausted'), ended, restored).when(failed(9)).thenNothing();
  });

  it('says nothing of a purchase that never went through', () => {
    given()
      .when(failed(1, null, { billingReason: 'subscription_create' }))
      .thenNothing();
  });

  it('never restricts whoever owes nothing, and repeats nothing', () => {
    const command = fc.oneof(
      fc
        .tuple(fc.integer({ min: 1, max: 4 }), fc.boolean(), fc.constantFrom('in_1', 'in_2'))
        .map(([attempt, last, invoiceId]) => failed(attempt, last ? null : second(attempt), { invoiceId })),
      fc
        .tuple(fc.constantFrom('paid' as const, 'voided' as const), fc.constantFrom('in_1', 'in_2'))
        .map(([how, id]) => settle(how, id)),
      fc.constantFrom('active' as const, 'unpaid' as const, 'canceled' as const).map(weigh),
    );
    fc.assert(
      fc.property(fc.array(command), (commands) => {
        let state = decider.initialState;
        for (const each of commands) {
          const decision = decider.decide(each, state);
          if (decision.accepted) state = decision.events.reduce(decider.evolve, state);
          expect(decider.decide(each, state)).toEqual({ accepted: true, events: [] });
          if (Object.keys(state.owed).length === 0) expect(state.restricted).toBe(false);
        }
      }),
    );
  });
});
