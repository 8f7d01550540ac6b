import { accept, type Decision, reject } from '../../decider.js';
import type { BillingAccountRejection, WithdrawBillingRequest } from './billingAccount.commands.js';
import type { BillingAccountEvent } from './billingAccount.events.js';
import type { BillingAccount } from './billingAccountState.js';

/** Longer than a call to Stripe takes with all of its repetitions, so that none is under way (its time-out is 80 s). */
const CALL_IS_OVER_MS = 120_000;

/** Takes a request back that Stripe has not answered. */
export function withdrawRequest(
  { data: { organizationId, requestId }, now }: WithdrawBillingRequest,
  state: BillingAccount,
): Decision<BillingAccountEvent, BillingAccountRejection> {
  const request = state.openRequests[requestId];
  const since = state.openSince[requestId];
  if (!request || since === undefined) return reject('BILLING_REQUEST_UNKNOWN');
  if (now.getTime() - Date.parse(since) < CALL_IS_OVER_MS) return reject('BILLING_REQUEST_TOO_RECENT');
  const why = { code: 'withdrawn', declineCode: null, message: 'Taken back before Stripe had answered.' } as const;
  const data = { organizationId, requestId, kind: request.kind, ...why, completedAt: now.toISOString() };
  return accept({ type: 'BillingRequestRefused', data });
}
