import { accept, type Decider, type Decision, reject } from '../../decider.js';
import type { BillingAccountCommand, BillingAccountRejection, BillingCommand } from './billingAccount.commands.js';
import type { BillingAccountEvent } from './billingAccount.events.js';
import { type BillingAccount, evolveBillingAccount, newBillingAccount } from './billingAccountState.js';
import { outcomeEvents } from './billingOutcome.js';
import { conflictGroupOf } from './billingRequest.js';
import { requestFor } from './billingRequestDecisions.js';
import { defaultMethodHeard, paymentMethodHeard } from './paymentMethodsHeard.js';
import { subscriptionHeard } from './subscriptionSync.js';
import { recordWithdrawal, withdrawRequest } from './withdrawRequest.js';

/** An organization's customer, subscription and payment methods at Stripe, and what is being asked there for it. */
export const billingAccountDecider: Decider<
  BillingAccount,
  BillingAccountCommand,
  BillingAccountEvent,
  BillingAccountRejection
> = {
  initialState: newBillingAccount,
  evolve: evolveBillingAccount,

  decide(command, state) {
    const at = command.now.toISOString();
    switch (command.type) {
      case 'SyncSubscription':
        return accept(...subscriptionHeard(command.data, state, at));
      case 'SyncPaymentMethod':
        return accept(...paymentMethodHeard(command.data, state));
      case 'SyncDefaultPaymentMethod':
        return accept(...defaultMethodHeard(command.data, state));
      case 'RecordBillingOutcome': {
        const request = state.openRequests[command.data.requestId];
        return request ? accept(...outcomeEvents(command.data, request, state, at)) : reject('BILLING_REQUEST_UNKNOWN');
      }
      case 'WithdrawBillingRequest':
        return withdrawRequest(command, state);
      case 'RecordBillingWithdrawal':
        return recordWithdrawal(command, state);
      case 'SetSeatsPolicy': {
        const { organizationId, policy: to } = command.data;
        const { seatsPolicy: from } = state;
        if (from === to) return accept();
        return accept({ type: 'SeatsPolicyChanged', data: { organizationId, from, to, changedAt: at } });
      }
      case 'StartSubscription':
      case 'ChangeSubscription':
      case 'UndoSubscriptionChange':
      case 'CancelSubscription':
      case 'ResumeSubscription':
      case 'PauseSubscription':
      case 'ApplyCoupon':
      case 'AttachPaymentMethod':
      case 'SetDefaultPaymentMethod':
      case 'DetachPaymentMethod':
      case 'OpenCheckoutSession':
      case 'OpenPortalSession':
        return ask(command, state, at);
    }
  },
};

/** Records the intent; the effect follows from a reaction. Requests that touch the same thing go one after the other. */
function ask(
  command: BillingCommand,
  state: BillingAccount,
  at: string,
): Decision<BillingAccountEvent, BillingAccountRejection> {
  const { organizationId, requestId } = command.data;
  const decision = requestFor(command, state);
  if ('refuse' in decision) return reject(decision.refuse);
  const request = decision.ask;
  const group = conflictGroupOf(request.kind);
  const conflicts = Object.values(state.openRequests).some(
    ({ kind }) => group !== null && conflictGroupOf(kind) === group,
  );
  if (conflicts) return reject('BILLING_REQUEST_OPEN');
  return accept({ type: 'BillingRequested', data: { organizationId, requestId, request, requestedAt: at } });
}
