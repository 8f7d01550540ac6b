import { accept, type Decision, reject } from '../../decider.js';
import type {
  BillingAccountRejection,
  RecordBillingWithdrawal,
  WithdrawBillingRequest,
} from './billingAccount.commands.js';
import type { BillingAccountEvent } from './billingAccount.events.js';
import type { BillingAccount } from './billingAccountState.js';

type Decided = Decision<BillingAccountEvent, BillingAccountRejection>;

/** Wants a request back. It stays open until whoever asks Stripe has seen this: a call may be under way. */
export function withdrawRequest({ data, now }: WithdrawBillingRequest, state: BillingAccount): Decided {
  const request = state.openRequests[data.requestId];
  if (!request) return reject('BILLING_REQUEST_UNKNOWN');
  if (state.withdrawing.has(data.requestId)) return accept();
  const wanted = { ...data, kind: request.kind, requestedAt: now.toISOString() };
  return accept({ type: 'BillingWithdrawalRequested', data: wanted });
}

/** Takes a request back that somebody wants back; Stripe is not asked for it again. */
export function recordWithdrawal({ data, now }: RecordBillingWithdrawal, state: BillingAccount): Decided {
  const request = state.openRequests[data.requestId];
  if (!request || !state.withdrawing.has(data.requestId)) return reject('BILLING_REQUEST_UNKNOWN');
  const why = { code: 'withdrawn', declineCode: null, message: 'Taken back before Stripe had answered.' } as const;
  const refused = { ...data, kind: request.kind, ...why, completedAt: now.toISOString() };
  return accept({ type: 'BillingRequestRefused', data: refused });
}
