import { z } from 'zod';
import type { Context } from '../../account/context.js';
import { charactersOf } from '../../account/ids.js';
import { endpoint } from '../../http/endpoint.js';
import { array, clearable, integer, oneOf, parameters, text } from '../../http/parameters.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import type { Subject } from '../../subject.js';
import { type EventDestination, shownDestination } from './eventDestination.js';
import { recordThinEvent } from './recordThinEvent.js';

const PATH = '/v2/core/event_destinations';
const include = { include: array(text()).optional() };
const isoNow = (context: Context): string => new Date(context.now() * 1000).toISOString();
const strings = z.record(z.string(), text());

type Terms = Readonly<{
  name: string;
  url: string;
  enabledEvents: readonly string[];
  description?: string | undefined;
  metadata?: Readonly<Record<string, string>> | undefined;
  /** Made up unless given. */
  secret?: string;
}>;

/** Has thin events of these types told to an address. */
export function addEventDestination(
  context: Context,
  terms: Terms,
): Readonly<{ destination: EventDestination; secret: string }> {
  const id = context.newId('ed_test');
  const secret = terms.secret ?? `whsec_${charactersOf(`${context.account.seed}|${id}`, 32)}`;
  const now = isoNow(context);
  const destination = context.store.put('v2.core.event_destination', {
    id,
    object: 'v2.core.event_destination',
    created: now,
    description: terms.description ?? '',
    enabled_events: [...terms.enabledEvents],
    event_payload: 'thin',
    livemode: false,
    metadata: { ...terms.metadata },
    name: terms.name,
    status: 'enabled',
    type: 'webhook_endpoint',
    updated: now,
    webhook_endpoint: { url: terms.url },
  });
  context.store.put('sim.endpoint_secrets', { id, secrets: [{ secret, validUntil: null }] });
  return { destination, secret };
}

const create = endpoint({
  method: 'POST',
  path: PATH,
  params: parameters({
    ...include,
    description: text().optional(),
    enabled_events: array(text()),
    event_payload: oneOf('snapshot', 'thin'),
    metadata: strings.optional(),
    name: text(),
    type: oneOf('webhook_endpoint'),
    webhook_endpoint: parameters({ url: text() }),
  }),
  handle: (context, { params }) => {
    if (params.event_payload === 'snapshot') {
      throw invalidRequest('Snapshot events are delivered to /v1/webhook_endpoints here.', { param: 'event_payload' });
    }
    const { destination, secret } = addEventDestination(context, {
      name: params.name,
      url: params.webhook_endpoint.url,
      enabledEvents: params.enabled_events,
      description: params.description,
      metadata: params.metadata,
    });
    return shownDestination(destination, params.include, secret);
  },
});

const retrieve = endpoint({
  method: 'GET',
  path: `${PATH}/:destination`,
  params: parameters(include),
  handle: (context, { path, params }) =>
    shownDestination(context.inPath('v2.core.event_destination', path.destination), params.include),
});

const update = endpoint({
  method: 'POST',
  path: `${PATH}/:destination`,
  params: parameters({
    ...include,
    description: text().optional(),
    enabled_events: array(text()).optional(),
    metadata: z.record(z.string(), clearable(text())).optional(),
    name: text().optional(),
    webhook_endpoint: parameters({ url: text() }).optional(),
  }),
  handle: (context, { path, params }) => {
    const before = context.inPath('v2.core.event_destination', path.destination);
    const { description = before.description, enabled_events = before.enabled_events, name = before.name } = params;
    const merged = Object.entries({ ...before.metadata, ...params.metadata });
    const metadata = Object.fromEntries(merged.flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
    const { webhook_endpoint = before.webhook_endpoint ?? {} } = params;
    const changed = { description, enabled_events, name, metadata, webhook_endpoint, updated: isoNow(context) };
    return shownDestination(context.store.update('v2.core.event_destination', before.id, changed), params.include);
  },
});

const switched = (verb: 'disable' | 'enable') =>
  endpoint({
    method: 'POST',
    path: `${PATH}/:destination/${verb}`,
    params: parameters(include),
    handle: (context, { path, params }) => {
      const { id } = context.inPath('v2.core.event_destination', path.destination);
      const status = verb === 'enable' ? 'enabled' : 'disabled';
      const changed = { status, updated: isoNow(context) } as const;
      return shownDestination(context.store.update('v2.core.event_destination', id, changed), params.include);
    },
  });

const remove = endpoint({
  method: 'DELETE',
  path: `${PATH}/:destination`,
  params: parameters({}),
  handle: (context, { path }) => {
    const { id } = context.inPath('v2.core.event_destination', path.destination);
    context.store.delete('v2.core.event_destination', id);
    context.store.delete('sim.endpoint_secrets', id);
    return { id, object: 'v2.core.event_destination' };
  },
});

const list = endpoint({
  method: 'GET',
  path: PATH,
  params: parameters({ ...include, limit: integer().optional(), page: text().optional() }),
  handle: (context, { params }) => {
    const all = context.store.all('v2.core.event_destination').reverse();
    const data = all.slice(0, params.limit ?? 20).map((each) => shownDestination(each, params.include));
    return { data, next_page_url: null, previous_page_url: null };
  },
});

const ping = endpoint({
  method: 'POST',
  path: `${PATH}/:destination/ping`,
  params: parameters({}),
  handle: (context, { path }) => {
    const { id, object: type } = context.inPath('v2.core.event_destination', path.destination);
    const event = recordThinEvent(context, { type: 'v2.core.event_destination.ping' });
    const related_object = { id, type, url: `${PATH}/${id}` };
    const to = { event: event.id, type: event.type, endpoint: id, line: id };
    context.store.put('sim.delivery', { id: `${event.id}:${id}`, ...to, state: 'pending', attempts: [] });
    return context.store.put('v2.core.event', { ...event, related_object });
  },
});

/** Where thin events go. */
export const eventDestinationSubject: Subject = {
  endpoints: [create, retrieve, update, switched('disable'), switched('enable'), remove, list, ping],
};
