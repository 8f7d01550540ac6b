import type { Context } from '../account/context.js';
import { endpoint } from '../http/endpoint.js';
import { listOf } from '../http/lists.js';
import { array, integer, oneOf, paging, parameters, text } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Stored } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';

type Alert = Stored<'billing.alert'>;

const PATH = '/v1/billing/alerts';

const create = endpoint({
  method: 'POST',
  path: PATH,
  params: parameters({
    alert_type: oneOf('usage_threshold'),
    title: text(),
    usage_threshold: parameters({
      filters: array(parameters({ type: oneOf('customer'), customer: text().optional() })).optional(),
      gte: integer(),
      meter: text(),
      recurrence: oneOf('one_time'),
    }),
  }),
  handle: (context, { params }) => {
    const { filters, gte, meter } = params.usage_threshold;
    context.inParameter('billing.meter', meter, 'usage_threshold[meter]');
    const customers = filters?.map(({ customer }) => customer ?? null) ?? [];
    for (const [at, customer] of customers.entries()) {
      if (customer) context.inParameter('customer', customer, `usage_threshold[filters][${at}][customer]`);
    }
    if (gte <= 0) throw invalidRequest('Invalid positive integer', { param: 'usage_threshold[gte]' });
    return context.store.put('billing.alert', {
      id: context.newId('alrt'),
      object: 'billing.alert',
      alert_type: 'usage_threshold',
      livemode: false,
      status: 'active',
      title: params.title,
      usage_threshold: {
        filters: filters ? customers.map((customer) => ({ customer, type: 'customer' })) : null,
        gte,
        meter,
        recurrence: 'one_time',
      },
    });
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:alert`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('billing.alert', path.alert),
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters({ ...paging, alert_type: oneOf('usage_threshold').optional(), meter: text().optional() }),
  handle: (context, { params }) =>
    listOf(
      context,
      'billing.alert',
      params,
      PATH,
      (alert) => !params.meter || alert.usage_threshold?.meter === params.meter,
    ),
});

/** An archived alert stays archived. */
function switchTo(context: Context, id: string, status: 'active' | 'inactive' | 'archived'): Alert {
  const alert = context.inPath('billing.alert', id);
  if (alert.status === 'archived') throw invalidRequest('The alert is archived.');
  return context.store.update('billing.alert', alert.id, { status });
}

const verbs = { activate: 'active', deactivate: 'inactive', archive: 'archived' } as const;
const switches = Object.entries(verbs).map(([verb, status]) =>
  endpoint({
    method: 'POST',
    path: `${PATH}/:alert/${verb}`,
    params: parameters({}),
    handle: (context, { path }) => switchTo(context, (path as { alert: string }).alert, status),
  }),
);

/** Alerts on usage (docs.stripe.com/api/billing/alert). */
export const alertSubject: Subject = { endpoints: [create, retrieve, list, ...switches] };
