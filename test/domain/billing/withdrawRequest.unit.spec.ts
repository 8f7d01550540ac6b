import { expect, it } from 'vitest';
import { billingAccountDecider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { now } from '../../support/fixtures/billing.js';

const given = deciderSpec(billingAccountDecider);
const organizationId = 'org';
const requestedAt = new Date(now.getTime() - 120_000).toISOString();
const requested = {
  type: 'BillingRequested',
  data: {
    organizationId,
    requestId: 'one',
    request: { kind: 'pauseSubscription', subscriptionId: 'sub_1' },
    requestedAt,
  },
} as const;
const withdraw = (at = now) =>
  ({ type: 'WithdrawBillingRequest', data: { organizationId, requestId: 'one' }, now: at }) as const;
const withdrawn = {
  type: 'BillingRequestRefused',
  data: {
    organizationId,
    requestId: 'one',
    kind: 'pauseSubscription',
    code: 'withdrawn',
    declineCode: null,
    message: 'Taken back before Stripe had answered.',
    completedAt: now.toISOString(),
  },
} as const;

it('a request that waits for Stripe can be taken back once no call for it can be under way', () => {
  given(requested).when(withdraw()).thenRecorded(withdrawn);
  given(requested)
    .when(withdraw(new Date(now.getTime() - 1)))
    .thenRejected('BILLING_REQUEST_TOO_RECENT');
  given().when(withdraw()).thenRejected('BILLING_REQUEST_UNKNOWN');
  given(requested, withdrawn).when(withdraw()).thenRejected('BILLING_REQUEST_UNKNOWN');
});

it("what was taken back is in nobody's way", () => {
  const state = [requested, withdrawn].reduce(billingAccountDecider.evolve, billingAccountDecider.initialState);
  expect({ open: state.openRequests, since: state.openSince }).toEqual({ open: {}, since: {} });
});
