import { endpoint } from '../../http/endpoint.js';
import { listOf } from '../../http/lists.js';
import {
  clearable,
  flag,
  mergedMetadata,
  metadata,
  oneOf,
  paging,
  parameters,
  text,
  timeRange,
} from '../../http/parameters.js';
import { usableMethodIn } from '../methods/findMethod.js';
import { ofCustomer } from '../ofCustomer.js';
import { referenceId } from '../referenceId.js';
import { confirmSetup, unexpectedSetupState } from './confirmSetup.js';
import { automaticMethods } from './intentParameters.js';
import { startSetup } from './startSetup.js';

const CANCELABLE = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action']);
const fields = {
  customer: text().optional(),
  payment_method: text().optional(),
  description: clearable(text()).optional(),
  metadata: metadata(),
};

const create = endpoint({
  method: 'POST',
  path: '/v1/setup_intents',
  params: parameters({
    ...fields,
    confirm: flag().optional(),
    usage: oneOf('off_session', 'on_session').optional(),
    return_url: text().optional(),
    use_stripe_sdk: flag().optional(),
    automatic_payment_methods: automaticMethods,
  }),
  handle: (context, { params }) => {
    const customer = params.customer ? ofCustomer(context, params.customer).id : null;
    const method = params.payment_method && usableMethodIn(context, params.payment_method, customer);
    const setup = startSetup(context, {
      customer,
      paymentMethod: method ? method.id : null,
      usage: params.usage ?? 'off_session',
      description: params.description ?? null,
      metadata: mergedMetadata({}, params.metadata),
    });
    return params.confirm ? confirmSetup(context, setup, { return_url: params.return_url }) : setup;
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/setup_intents/:intent',
  params: parameters({ client_secret: text().optional() }),
  handle: (context, { path }) => context.inPath('setup_intent', path.intent, 'intent'),
});

const update = endpoint({
  method: 'POST',
  path: '/v1/setup_intents/:intent',
  params: parameters(fields),
  handle: (context, { path, params }) => {
    const setup = context.inPath('setup_intent', path.intent, 'intent');
    if (!CANCELABLE.has(setup.status)) throw unexpectedSetupState(setup, 'update');
    const customer = params.customer ? ofCustomer(context, params.customer).id : referenceId(setup.customer);
    const method = params.payment_method && usableMethodIn(context, params.payment_method, customer);
    return context.store.put('setup_intent', {
      ...setup,
      customer,
      description: params.description === undefined ? setup.description : params.description,
      metadata: mergedMetadata(setup.metadata ?? {}, params.metadata),
      ...(method && { payment_method: method.id, status: 'requires_confirmation' }),
    });
  },
});

const confirm = endpoint({
  method: 'POST',
  path: '/v1/setup_intents/:intent/confirm',
  params: parameters({
    payment_method: text().optional(),
    return_url: text().optional(),
    use_stripe_sdk: flag().optional(),
  }),
  handle: (context, { path, params }) => {
    const setup = context.inPath('setup_intent', path.intent, 'intent');
    if (typeof setup.customer === 'string') ofCustomer(context, setup.customer);
    return confirmSetup(context, setup, params);
  },
});

const cancel = endpoint({
  method: 'POST',
  path: '/v1/setup_intents/:intent/cancel',
  params: parameters({
    cancellation_reason: oneOf('abandoned', 'duplicate', 'requested_by_customer').optional(),
  }),
  handle: (context, { path, params }) => {
    const setup = context.inPath('setup_intent', path.intent, 'intent');
    if (!CANCELABLE.has(setup.status)) throw unexpectedSetupState(setup, 'cancel');
    const reason = params.cancellation_reason ?? null;
    const gone = { ...setup, cancellation_reason: reason, next_action: null, status: 'canceled' } as const;
    context.emit('setup_intent.canceled', context.store.put('setup_intent', gone));
    return gone;
  },
});

const list = endpoint({
  method: 'GET',
  path: '/v1/setup_intents',
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    customer: text().optional(),
    payment_method: text().optional(),
  }),
  handle: (context, { params }) => {
    const { customer, payment_method: method } = params;
    return listOf(
      context,
      'setup_intent',
      params,
      '/v1/setup_intents',
      (setup) =>
        (customer ?? setup.customer) === setup.customer && (method ?? setup.payment_method) === setup.payment_method,
    );
  },
});

/** Cards that are to be kept for later payments. */
export const setupIntentEndpoints = [create, retrieve, update, confirm, cancel, list];
