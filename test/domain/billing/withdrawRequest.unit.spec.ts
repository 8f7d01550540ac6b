import { expect, it } from 'vitest';
import { billingAccountDecider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { now, organizationId } from '../../support/fixtures/billing.js';
import { came, refusedAs, requested, succeeded } from '../../support/fixtures/billingAccount.js';

const given = deciderSpec(billingAccountDecider);
const kind = 'pauseSubscription';
const requestId = 'request-1';
const open = requested({ kind, subscriptionId: 'sub_1' });
const withdraw = { type: 'WithdrawBillingRequest', data: { organizationId, requestId }, now } as const;
const record = { ...withdraw, type: 'RecordBillingWithdrawal' } as const;
const at = now.toISOString();
const wanted = {
  type: 'BillingWithdrawalRequested',
  data: { organizationId, requestId, kind, requestedAt: at },
} as const;
const withdrawn = refusedAs(kind, 'withdrawn', null, 'Taken back before Stripe had answered.');

it('a request that waits for Stripe can be wanted back, and is closed by whoever asks Stripe', () => {
  given(open).when(withdraw).thenRecorded(wanted);
  given(open, wanted).when(withdraw).thenRecorded();
  given(open, wanted).when(record).thenRecorded(withdrawn);
});

it('what has an outcome, or was never asked for, is not taken back', () => {
  given().when(withdraw).thenRejected('BILLING_REQUEST_UNKNOWN');
  given(open, wanted, withdrawn).when(withdraw).thenRejected('BILLING_REQUEST_UNKNOWN');
  given(open, succeeded(kind)).when(withdraw).thenRejected('BILLING_REQUEST_UNKNOWN');
  given(open, wanted, succeeded(kind)).when(record).thenRejected('BILLING_REQUEST_UNKNOWN');
  given(open).when(record).thenRejected('BILLING_REQUEST_UNKNOWN');
});

it('what Stripe did just then counts, although it was wanted back', () => {
  const done = { status: 'refused', code: 'card_declined', declineCode: null, message: 'Declined.' } as const;
  given(open, wanted)
    .when(came(done))
    .thenRecorded(
      { type: 'StripeCustomerAssigned', data: { organizationId, customerId: 'cus_1' } },
      refusedAs(kind, 'card_declined', null, 'Declined.'),
    );
});

it("what was taken back is in nobody's way", () => {
  const state = [open, wanted, withdrawn].reduce(billingAccountDecider.evolve, billingAccountDecider.initialState);
  expect({ open: state.openRequests, withdrawing: state.withdrawing }).toEqual({ open: {}, withdrawing: new Set() });
});
