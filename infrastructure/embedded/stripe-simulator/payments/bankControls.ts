import { control } from '../http/controls.js';
import { integer, oneOf, parameters, text } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import { closeDispute } from './disputes/closeDispute.js';
import { isContested } from './disputes/contested.js';
import { openDispute } from './disputes/openDispute.js';
import { unexpectedState } from './intents/confirmIntent.js';
import { finishSetup } from './intents/confirmSetup.js';
import { finishAuthentication, finishProcessing } from './intents/finishIntent.js';
import { clockOf } from './ofCustomer.js';
import { referenceId } from './referenceId.js';
import { refundableAmount } from './refunds/refundable.js';
import { failRefund } from './refunds/refundCharge.js';

const next = control({
  method: 'POST',
  path: '/payments/next',
  params: parameters({
    outcome: oneOf('decline', 'processing', 'requires_action', 'succeed', 'timeout'),
    decline: text().optional(),
    times: integer().optional(),
    customer: text().optional(),
  }),
  handle: (account, { params }) =>
    account.run((context) => {
      if (params.customer !== undefined) context.inParameter('customer', params.customer, 'customer');
      const { outcome, decline = null, times = 1, customer = null } = params;
      if (times < 1) throw invalidRequest('times must be at least 1', { param: 'times' });
      const id = context.newId('forced');
      return context.store.put('sim.forced_payment', { id, outcome, decline, times, customer });
    }),
});

const result = parameters({ result: oneOf('fail', 'succeed').optional() });

const authenticate = control({
  method: 'POST',
  path: '/payment_intents/:id/authenticate',
  params: result,
  handle: (account, { path: { id = '' }, params }) =>
    account.run((context) => {
      const succeeds = params.result !== 'fail';
      const intent = context.inPath('payment_intent', id, 'intent');
      context.useClock(clockOf(context, referenceId(intent.customer)));
      if (intent.status === 'requires_action') return finishAuthentication(context, id, succeeds).paymentIntent;
      if (intent.status === 'processing') return finishProcessing(context, id, succeeds).paymentIntent;
      throw unexpectedState(intent, 'authenticate');
    }),
});

const authenticateSetup = control({
  method: 'POST',
  path: '/setup_intents/:id/authenticate',
  params: result,
  handle: (account, { path: { id = '' }, params }) =>
    account.run((context) => finishSetup(context, id, params.result !== 'fail')),
});

const dispute = control({
  method: 'POST',
  path: '/disputes',
  params: parameters({ charge: text(), amount: integer().optional(), reason: text().optional() }),
  handle: (account, { params }) =>
    account.run((context) => {
      const charge = context.inParameter('charge', params.charge, 'charge');
      context.useClock(clockOf(context, referenceId(charge.customer)));
      const left = refundableAmount(charge);
      const { amount = left, reason = 'fraudulent' } = params;
      if (isContested(context, charge.id)) throw invalidRequest('The charge is disputed already.', { param: 'charge' });
      if (amount < 1 || amount > left) throw invalidRequest(`The charge holds ${left}.`, { param: 'amount' });
      return openDispute(context, charge, { amount, reason });
    }),
});

const close = control({
  method: 'POST',
  path: '/disputes/:id/close',
  params: parameters({ result: oneOf('lost', 'won') }),
  handle: (account, { path: { id = '' }, params }) =>
    account.run((context) => closeDispute(context, id, params.result)),
});

const fail = control({
  method: 'POST',
  path: '/refunds/:id/fail',
  params: parameters({ reason: text().optional() }),
  handle: (account, { path: { id = '' }, params }) =>
    account.run((context) => failRefund(context, id, params.reason ?? 'expired_or_canceled_card')),
});

/** What banks and card holders do (stripe.md 5.10). */
export const bankControls = [next, authenticate, authenticateSetup, dispute, close, fail];
