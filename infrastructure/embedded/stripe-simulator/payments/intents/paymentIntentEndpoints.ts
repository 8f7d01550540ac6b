import type { Context } from '../../account/context.js';
import { endpoint } from '../../http/endpoint.js';
import { listOf } from '../../http/lists.js';
import { flag, integer, mergedMetadata, oneOf, paging, parameters, text, timeRange } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { usableMethodIn } from '../methods/findMethod.js';
import { clockOf, ofCustomer } from '../ofCustomer.js';
import { referenceId } from '../referenceId.js';
import { captureIntent } from './captureIntent.js';
import { confirmIntent, unexpectedState } from './confirmIntent.js';
import { canceled, mayMove } from './intentMoves.js';
import { automaticMethods, chargeable, confirming, currencyCode, intentFields } from './intentParameters.js';
import { startIntent } from './startIntent.js';

/** The intent of a path; from here on time is that of its customer's test clock. */
function intentInPath(context: Context, id: string) {
  const intent = context.inPath('payment_intent', id, 'intent');
  context.useClock(clockOf(context, referenceId(intent.customer)));
  return intent;
}

const create = endpoint({
  method: 'POST',
  path: '/v1/payment_intents',
  params: parameters({
    ...intentFields,
    ...confirming,
    amount: integer(),
    currency: text(),
    confirm: flag().optional(),
    confirmation_method: oneOf('automatic', 'manual').optional(),
    automatic_payment_methods: automaticMethods,
  }),
  handle: (context, { params }) => {
    if (params.customer) ofCustomer(context, params.customer);
    if (params.off_session !== undefined && !params.confirm) {
      throw invalidRequest('off_session can only be given together with confirm=true.', { param: 'off_session' });
    }
    const customer = params.customer ?? null;
    const method = params.payment_method && usableMethodIn(context, params.payment_method, customer);
    const intent = startIntent(context, {
      amount: chargeable(params.amount),
      currency: currencyCode(params.currency),
      customer,
      paymentMethod: method ? method.id : null,
      captureMethod: params.capture_method ?? 'automatic_async',
      confirmationMethod: params.confirmation_method ?? 'automatic',
      setupFutureUsage: params.setup_future_usage ?? null,
      description: params.description ?? null,
      receiptEmail: params.receipt_email ?? null,
      metadata: mergedMetadata({}, params.metadata),
    });
    return params.confirm ? confirmIntent(context, intent, { ...params, payment_method: undefined }) : intent;
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/payment_intents/:intent',
  params: parameters({ client_secret: text().optional() }),
  handle: (context, { path }) => context.inPath('payment_intent', path.intent, 'intent'),
});

const update = endpoint({
  method: 'POST',
  path: '/v1/payment_intents/:intent',
  params: parameters({ ...intentFields, amount: integer().optional(), currency: text().optional() }),
  handle: (context, { path, params }) => {
    const intent = intentInPath(context, path.intent);
    const { metadata, amount, currency, payment_method, customer, ...rest } = params;
    const onlyMetadata = Object.values({ amount, currency, payment_method, customer, ...rest }).every(
      (value) => value === undefined,
    );
    if (!onlyMetadata && !mayMove('update', intent)) throw unexpectedState(intent, 'update');
    const owner = customer === undefined ? referenceId(intent.customer) : ofCustomer(context, customer).id;
    const method = payment_method === undefined ? undefined : usableMethodIn(context, payment_method, owner);
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    return context.store.put('payment_intent', {
      ...intent,
      ...given,
      amount: amount === undefined ? intent.amount : chargeable(amount),
      currency: currency === undefined ? intent.currency : currencyCode(currency),
      customer: owner,
      metadata: mergedMetadata(intent.metadata, metadata),
      ...(method && { payment_method: method.id, status: 'requires_confirmation' }),
    });
  },
});

const confirm = endpoint({
  method: 'POST',
  path: '/v1/payment_intents/:intent/confirm',
  params: parameters({
    ...confirming,
    payment_method: intentFields.payment_method,
    receipt_email: intentFields.receipt_email,
    setup_future_usage: intentFields.setup_future_usage,
  }),
  handle: (context, { path, params }) => {
    const intent = intentInPath(context, path.intent);
    const { receipt_email = intent.receipt_email, setup_future_usage = intent.setup_future_usage } = params;
    return confirmIntent(context, { ...intent, receipt_email, setup_future_usage }, params);
  },
});

const capture = endpoint({
  method: 'POST',
  path: '/v1/payment_intents/:intent/capture',
  params: parameters({ amount_to_capture: integer().optional(), metadata: intentFields.metadata }),
  handle: (context, { path, params }) => {
    const intent = intentInPath(context, path.intent);
    const metadata = mergedMetadata(intent.metadata, params.metadata);
    return captureIntent(context, { ...intent, metadata }, params.amount_to_capture);
  },
});

const cancel = endpoint({
  method: 'POST',
  path: '/v1/payment_intents/:intent/cancel',
  params: parameters({
    cancellation_reason: oneOf('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer').optional(),
  }),
  handle: (context, { path, params }) => {
    const intent = intentInPath(context, path.intent);
    if (context.store.get('sim.payment', intent.id)?.invoice) {
      throw invalidRequest('You cannot cancel a PaymentIntent that an invoice made; void the invoice instead.');
    }
    if (!mayMove('cancel', intent)) throw unexpectedState(intent, 'cancel');
    const gone = canceled(intent, context.now(), params.cancellation_reason ?? null);
    context.emit('payment_intent.canceled', context.store.put('payment_intent', gone));
    return gone;
  },
});

const list = endpoint({
  method: 'GET',
  path: '/v1/payment_intents',
  params: parameters({ ...paging, created: timeRange().optional(), customer: text().optional() }),
  handle: (context, { params }) =>
    listOf(
      context,
      'payment_intent',
      params,
      '/v1/payment_intents',
      (intent) => (params.customer ?? intent.customer) === intent.customer,
    ),
});

/** Payments, one by one. */
export const paymentIntentEndpoints = [create, retrieve, update, confirm, capture, cancel, list];
