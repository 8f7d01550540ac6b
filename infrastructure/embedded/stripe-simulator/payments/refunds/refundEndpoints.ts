import type { Context } from '../../account/context.js';
import { endpoint } from '../../http/endpoint.js';
import { listOf } from '../../http/lists.js';
import {
  integer,
  mergedMetadata,
  metadata,
  oneOf,
  paging,
  parameters,
  text,
  timeRange,
} from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { clockOf } from '../ofCustomer.js';
import { referenceId } from '../referenceId.js';
import { refundCharge } from './refundCharge.js';

type Named = Readonly<{ charge?: string | undefined; payment_intent?: string | undefined }>;

/** The charge that a refund names, itself or through its intent. */
function chargeIn(context: Context, { charge, payment_intent: intent }: Named): Stored<'charge'> {
  if (charge !== undefined && intent !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: charge, payment_intent.', {
      code: 'parameters_exclusive',
    });
  }
  if (charge !== undefined) return context.inParameter('charge', charge, 'charge');
  if (intent === undefined) {
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  }
  const { latest_charge: latest } = context.inParameter('payment_intent', intent, 'payment_intent');
  const found = context.store.get('charge', referenceId(latest) ?? '');
  if (found) return found;
  throw invalidRequest(`This PaymentIntent (${intent}) does not have a successful charge to refund.`);
}

const create = endpoint({
  method: 'POST',
  path: '/v1/refunds',
  params: parameters({
    charge: text().optional(),
    payment_intent: text().optional(),
    amount: integer().optional(),
    reason: oneOf('duplicate', 'fraudulent', 'requested_by_customer').optional(),
    metadata: metadata(),
  }),
  handle: (context, { params }) => {
    const charge = chargeIn(context, params);
    context.useClock(clockOf(context, referenceId(charge.customer)));
    const { amount, reason } = params;
    return refundCharge(context, charge, { amount, reason, metadata: mergedMetadata({}, params.metadata) });
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: '/v1/refunds/:refund',
  params: parameters({}),
  handle: (context, { path }) => context.inPath('refund', path.refund),
});

const update = endpoint({
  method: 'POST',
  path: '/v1/refunds/:refund',
  params: parameters({ metadata: metadata() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('refund', path.refund);
    const merged = mergedMetadata(before.metadata ?? {}, params.metadata);
    const after = context.store.update('refund', before.id, { metadata: merged });
    context.emitChange('refund.updated', before, after);
    context.emitChange('charge.refund.updated', before, after);
    return after;
  },
});

const cancel = endpoint({
  method: 'POST',
  path: '/v1/refunds/:refund/cancel',
  params: parameters({}),
  handle: (context, { path }) => {
    const { id, status } = context.inPath('refund', path.refund);
    throw invalidRequest(`Only a refund that requires action can be canceled; ${id} is ${status}.`);
  },
});

const list = endpoint({
  method: 'GET',
  path: '/v1/refunds',
  params: parameters({
    ...paging,
    created: timeRange().optional(),
    charge: text().optional(),
    payment_intent: text().optional(),
  }),
  handle: (context, { params }) =>
    listOf(
      context,
      'refund',
      params,
      '/v1/refunds',
      (refund) =>
        (params.charge ?? refund.charge) === refund.charge &&
        (params.payment_intent ?? refund.payment_intent) === refund.payment_intent,
    ),
});

/** Money back to cards. A refund to a card never waits for its holder, so none can be canceled. */
export const refundEndpoints = [create, retrieve, update, cancel, list];
