import { endpoint } from '../http/endpoint.js';
import { listOf } from '../http/lists.js';
import { oneOf, paging, parameters, text } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Stored } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';

type Meter = Stored<'billing.meter'>;

const PATH = '/v1/billing/meters';

const create = endpoint({
  method: 'POST',
  path: PATH,
  params: parameters({
    default_aggregation: parameters({ formula: oneOf('count', 'last', 'sum') }),
    display_name: text(),
    event_name: text(),
    customer_mapping: parameters({ event_payload_key: text(), type: oneOf('by_id') }).optional(),
    event_time_window: oneOf('day', 'hour').optional(),
    value_settings: parameters({ event_payload_key: text() }).optional(),
  }),
  handle: (context, { params }) => {
    const taken = context.store.where('billing.meter', 'event_name', params.event_name);
    if (taken.some(({ status }) => status === 'active')) {
      throw invalidRequest(`There is already an active meter with event_name: ${params.event_name}`, {
        param: 'event_name',
      });
    }
    const now = context.now();
    const meter: Meter = {
      id: context.newId('mtr_test'),
      object: 'billing.meter',
      created: now,
      customer_mapping: {
        event_payload_key: params.customer_mapping?.event_payload_key ?? 'stripe_customer_id',
        type: 'by_id',
      },
      default_aggregation: params.default_aggregation,
      display_name: params.display_name,
      event_name: params.event_name,
      event_time_window: params.event_time_window ?? null,
      livemode: false,
      status: 'active',
      status_transitions: { deactivated_at: null },
      updated: now,
      value_settings: { event_payload_key: params.value_settings?.event_payload_key ?? 'value' },
    };
    context.store.put('billing.meter', meter);
    context.emit('billing.meter.created', meter);
    return meter;
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:meter`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('billing.meter', path.meter),
});

const update = endpoint({
  method: 'POST',
  path: `${PATH}/:meter`,
  params: parameters({ display_name: text().optional() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('billing.meter', path.meter);
    const { display_name = before.display_name } = params;
    const after = context.store.update('billing.meter', before.id, { display_name, updated: context.now() });
    context.emitChange('billing.meter.updated', before, after);
    return after;
  },
});

const switched = (verb: 'deactivate' | 'reactivate') =>
  endpoint({
    method: 'POST',
    path: `${PATH}/:meter/${verb}`,
    params: parameters({}),
    handle: (context, { path }) => {
      const before = context.inPath('billing.meter', path.meter);
      const status = verb === 'deactivate' ? 'inactive' : 'active';
      if (before.status === status) throw invalidRequest(`The meter is already ${status}.`);
      const now = context.now();
      const deactivated_at = status === 'inactive' ? now : null;
      const changed = { status, status_transitions: { deactivated_at }, updated: now } as const;
      const after = context.store.update('billing.meter', before.id, changed);
      context.emit(`billing.meter.${verb}d`, after);
      return after;
    },
  });

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters({ ...paging, status: oneOf('active', 'inactive').optional() }),
  handle: (context, { params }) =>
    listOf(context, 'billing.meter', params, PATH, ({ status }) => !params.status || params.status === status),
});

/** What usage is counted by. */
export const meterSubject: Subject = {
  endpoints: [create, retrieve, update, switched('deactivate'), switched('reactivate'), list],
};
