import type { Context } from '../../account/context.js';
import { relatedObject } from './relatedObject.js';
import type { ThinEvent } from './thinEvent.js';

type What = Readonly<{ type: string; about?: object | undefined; data?: object; snapshot?: string }>;

/** Writes a thin event, and a delivery for every destination that wants it. */
export function recordThinEvent(context: Context, { type, about, data, snapshot }: What): ThinEvent {
  const { store, cause } = context;
  const related = about && relatedObject(about);
  const request = cause && { id: cause.id, idempotency_key: cause.idempotencyKey ?? '' };
  const event = store.put('v2.core.event', {
    id: context.newId('evt_test'),
    object: 'v2.core.event',
    type,
    created: new Date(context.now() * 1000).toISOString(),
    livemode: false,
    reason: request && { type: 'request', request },
    ...(related && { related_object: related }),
    ...(snapshot !== undefined && { snapshot_event: snapshot }),
    ...(data && { data }),
  });
  for (const { id: endpoint } of destinationsFor(context, type)) {
    const to = { event: event.id, type, endpoint, line: endpoint };
    store.put('sim.delivery', { id: `${event.id}:${endpoint}`, ...to, state: 'pending', attempts: [] });
  }
  return event;
}

/** The destinations that are enabled and want a type. */
export const destinationsFor = ({ store }: Context, type: string) =>
  store
    .all('v2.core.event_destination')
    .filter(
      ({ status, enabled_events }) =>
        status === 'enabled' && enabled_events.some((each) => each === '*' || each === type),
    );
