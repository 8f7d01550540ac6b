import { endpoint } from '../../http/endpoint.js';
import { listOf } from '../../http/lists.js';
import {
  clearable,
  decimal,
  flag,
  mergedMetadata,
  metadata,
  paging,
  parameters,
  text,
  timeRange,
} from '../../http/parameters.js';
import type { Stored } from '../../store/storedObjects.js';

const URL = '/v1/tax_rates';

const fields = {
  active: flag().optional(),
  country: clearable(text()).optional(),
  description: clearable(text()).optional(),
  jurisdiction: clearable(text()).optional(),
  metadata: metadata(),
  state: clearable(text()).optional(),
  tax_type: clearable(text()).optional(),
};

const create = endpoint({
  method: 'POST',
  path: URL,
  params: parameters({ ...fields, display_name: text(), inclusive: flag(), percentage: decimal() }),
  handle: (context, { params }) => {
    const percentage = Number(params.percentage);
    const rate: Stored<'tax_rate'> = {
      id: context.newId('txr'),
      object: 'tax_rate',
      active: params.active ?? true,
      country: params.country ?? null,
      created: context.now(),
      description: params.description ?? null,
      display_name: params.display_name,
      effective_percentage: percentage,
      flat_amount: null,
      inclusive: params.inclusive,
      jurisdiction: params.jurisdiction ?? null,
      jurisdiction_level: null,
      livemode: false,
      metadata: mergedMetadata({}, params.metadata),
      percentage,
      rate_type: 'percentage',
      state: params.state ?? null,
      tax_type: params.tax_type ?? null,
    };
    context.store.put('tax_rate', rate);
    context.emit('tax_rate.created', rate);
    return rate;
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${URL}/:rate`,
  params: parameters({}),
  handle: (context, { path }) => context.inPath('tax_rate', path.rate),
});

const update = endpoint({
  method: 'POST',
  path: `${URL}/:rate`,
  params: parameters({ ...fields, display_name: text().optional() }),
  handle: (context, { path, params }) => {
    const before = context.inPath('tax_rate', path.rate);
    const after = context.store.update('tax_rate', before.id, {
      active: params.active ?? before.active,
      description: params.description === undefined ? before.description : params.description,
      display_name: params.display_name ?? before.display_name,
      metadata: mergedMetadata(before.metadata ?? {}, params.metadata),
    });
    context.emitChange('tax_rate.updated', before, after);
    return after;
  },
});

const list = endpoint({
  method: 'GET',
  path: URL,
  params: parameters({
    ...paging,
    active: flag().optional(),
    created: timeRange().optional(),
    inclusive: flag().optional(),
  }),
  handle: (context, { params }) =>
    listOf(context, 'tax_rate', params, URL, ({ active, inclusive }) => {
      const { active: wanted = active, inclusive: contained = inclusive } = params;
      return active === wanted && inclusive === contained;
    }),
});

/** The calls of /v1/tax_rates. */
export const taxRateCalls = [create, list, retrieve, update];
