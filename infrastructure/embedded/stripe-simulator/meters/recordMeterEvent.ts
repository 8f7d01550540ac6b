import type { Context } from '../account/context.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Stored } from '../store/storedObjects.js';
import type { MeterEventRecord } from './meterEventRecord.js';
import { countTowardsAlerts } from './usageAlerts.js';

const DAY = 86_400;
const OLDEST = 35 * DAY;
const AHEAD = 300;

export type GivenMeterEvent = Readonly<{
  event_name: string;
  payload: Readonly<Record<string, string>>;
  identifier?: string | undefined;
  /** Seconds. */
  timestamp?: number | undefined;
}>;

/** The active meter of an event name; with several of the name, at most one is active. */
const meterOf = ({ store }: Context, eventName: string): Stored<'billing.meter'> => {
  const [meter] = store.where('billing.meter', 'event_name', eventName).filter(({ status }) => status === 'active');
  if (meter) return meter;
  throw invalidRequest(`No active meter found for event name ${eventName}.`, { code: 'no_meter', param: 'event_name' });
};

function checkTime(timestamp: number, now: number): void {
  if (timestamp < now - OLDEST) {
    throw invalidRequest('The timestamp is too far in the past.', {
      code: 'timestamp_too_far_in_past',
      param: 'timestamp',
    });
  }
  if (timestamp > now + AHEAD) {
    throw invalidRequest('The timestamp is in the future.', { code: 'timestamp_in_future', param: 'timestamp' });
  }
}

/**
 * Takes in one use of a metered thing (docs.stripe.com/api/billing/meter-event/create).
 * @throws StripeError 400: no meter, unknown customer, no number, a time out of bounds, an identifier that came before
 */
export function recordMeterEvent(context: Context, given: GivenMeterEvent): MeterEventRecord {
  const { event_name: eventName, payload, timestamp = context.now() } = given;
  const meter = meterOf(context, eventName);
  const customer = payload[meter.customer_mapping.event_payload_key] ?? '';
  const found = context.store.get('customer', customer);
  if (!found) {
    throw invalidRequest(`No such customer: '${customer}'`, {
      code: 'resource_missing',
      param: `payload[${meter.customer_mapping.event_payload_key}]`,
    });
  }
  context.useClock(String(found.test_clock ?? ''));
  const key = meter.value_settings.event_payload_key;
  const value = payload[key] ?? (meter.default_aggregation.formula === 'count' ? '1' : '');
  if (!/^-?\d{1,15}(\.\d{1,12})?$/.test(value)) {
    throw invalidRequest(`Invalid value: ${value}`, { code: 'meter_event_invalid_value', param: `payload[${key}]` });
  }
  checkTime(timestamp, context.now());
  const id = given.identifier ?? context.newId('mtrevt');
  if (context.store.get('sim.meter_event', id)) {
    throw invalidRequest(`An event already exists with identifier ${id}.`, {
      code: 'duplicate_meter_event',
      param: 'identifier',
    });
  }
  const event = { id, eventName, customer, value, timestamp, created: context.now(), cancelled: false };
  const recorded = context.store.put('sim.meter_event', { ...event, payload });
  countTowardsAlerts(context, meter, recorded);
  return recorded;
}
