import { z } from 'zod';
import { endpoint } from '../http/endpoint.js';
import { oneOf, parameters, text, timestamp } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Subject } from '../subject.js';
import { recordMeterEvent } from './recordMeterEvent.js';

const DAY = 86_400;

const create = endpoint({
  method: 'POST',
  path: '/v1/billing/meter_events',
  params: parameters({
    event_name: text(),
    payload: z.record(z.string(), text()),
    identifier: text().optional(),
    timestamp: timestamp().optional(),
  }),
  handle: (context, { params }) => {
    const { id, eventName, payload, timestamp: at, created } = recordMeterEvent(context, params);
    const told = { created, event_name: eventName, identifier: id, livemode: false, payload, timestamp: at };
    return { object: 'billing.meter_event', ...told };
  },
});

const adjust = endpoint({
  method: 'POST',
  path: '/v1/billing/meter_event_adjustments',
  params: parameters({ event_name: text(), type: oneOf('cancel'), cancel: parameters({ identifier: text() }) }),
  handle: (context, { params }) => {
    const { identifier } = params.cancel;
    const event = context.store.get('sim.meter_event', identifier);
    if (!event || event.eventName !== params.event_name || event.cancelled) {
      throw invalidRequest(`No such meter event: '${identifier}'`, {
        code: 'resource_missing',
        param: 'cancel[identifier]',
      });
    }
    if (event.created < context.now() - DAY) {
      throw invalidRequest('Meter events can be cancelled within 24 hours.', { param: 'cancel[identifier]' });
    }
    context.store.put('sim.meter_event', { ...event, cancelled: true });
    return {
      object: 'billing.meter_event_adjustment',
      cancel: { identifier },
      event_name: params.event_name,
      livemode: false,
      status: 'complete',
      type: 'cancel',
    };
  },
});

/** Uses of metered things, one by one. */
export const meterEventSubject: Subject = { endpoints: [create, adjust] };
