import { z } from 'zod';
import type { Context } from '../account/context.js';
import { endpoint } from '../http/endpoint.js';
import { oneOf, parameters, text } from '../http/parameters.js';
import { invalidRequest, StripeError } from '../http/stripeErrors.js';
import type { Subject } from '../subject.js';
import { reportMeterErrors, type WrongUse } from './meterErrors.js';
import { recordMeterEvent } from './recordMeterEvent.js';

/** Leave to send to the stream; its token stands for the secret key. */
export type MeterSession = Readonly<{ id: string; token: string; expiresAt: number }>;

const SESSION_SECONDS = 900;
const MOST_EVENTS = 100;

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

const given = {
  event_name: text(),
  payload: z.record(z.string(), text()),
  identifier: text().optional(),
  timestamp: text().optional(),
};

function secondsOf(time: string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) throw invalidRequest(`Invalid timestamp: ${time}`, { param: 'timestamp' });
  return Math.floor(milliseconds / 1000);
}

const create = endpoint({
  method: 'POST',
  path: '/v2/billing/meter_events',
  params: parameters(given),
  handle: (context, { params }) => {
    const event = recordMeterEvent(context, { ...params, timestamp: secondsOf(params.timestamp) });
    return {
      object: 'v2.billing.meter_event',
      created: iso(event.created),
      event_name: event.eventName,
      identifier: event.id,
      livemode: false,
      payload: event.payload,
      timestamp: iso(event.timestamp),
    };
  },
});

const openSession = endpoint({
  method: 'POST',
  path: '/v2/billing/meter_event_session',
  params: parameters({}),
  handle: (context) => {
    const id = context.newId('mes_test');
    const expires = context.now() + SESSION_SECONDS;
    context.store.put('sim.meter_session', { id, token: context.key, expiresAt: expires });
    const told = { authentication_token: context.key, created: iso(context.now()), expires_at: iso(expires) };
    return { id, object: 'v2.billing.meter_event_session', ...told, livemode: false };
  },
});

/** Takes what is right of a batch; what is wrong is told afterwards, as the stream does. */
function recordAll(context: Context, events: readonly z.infer<z.ZodObject<typeof given>>[]): WrongUse[] {
  return events.flatMap((event) => {
    try {
      recordMeterEvent(context, { ...event, timestamp: secondsOf(event.timestamp) });
      return [];
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      return [{ eventName: event.event_name, identifier: event.identifier ?? '', error }];
    }
  });
}

const stream = endpoint({
  method: 'POST',
  path: '/v2/billing/meter_event_stream',
  params: parameters({ events: z.array(parameters(given)).min(1).max(MOST_EVENTS) }),
  handle: (context, { params }) => {
    const wrong = recordAll(context, params.events);
    if (wrong.length > 0) reportMeterErrors(context, wrong);
    return {};
  },
});

const adjust = endpoint({
  method: 'POST',
  path: '/v2/billing/meter_event_adjustments',
  params: parameters({ event_name: text(), type: oneOf('cancel'), cancel: parameters({ identifier: text() }) }),
  handle: (context, { params }) => {
    const { identifier } = params.cancel;
    const event = context.store.get('sim.meter_event', identifier);
    if (!event || event.eventName !== params.event_name) {
      throw invalidRequest(`No such meter event: '${identifier}'`, {
        code: 'resource_missing',
        param: 'cancel[identifier]',
      });
    }
    context.store.put('sim.meter_event', { ...event, cancelled: true });
    return {
      id: context.newId('mtr_adj_test'),
      object: 'v2.billing.meter_event_adjustment',
      cancel: { identifier },
      created: iso(context.now()),
      event_name: params.event_name,
      livemode: false,
      status: 'complete',
      type: 'cancel',
    };
  },
});

/** Usage through the second API: JSON, and a stream that answers before it looks. */
export const meterStreamSubject: Subject = { endpoints: [create, openSession, stream, adjust] };
