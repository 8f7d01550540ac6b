import type { Context } from '../../account/context.js';
import { type Fraction, floorDivide, fractionOf, plus, whole } from '../../invoices/amounts/fraction.js';
import type { Stored } from '../../store/storedObjects.js';

/** Units a customer used of a meter from a time up to another, which is not included; fractions of a unit are cut off. */
export function usageOf(
  context: Context,
  meterId: string,
  customer: string,
  { start, end }: Readonly<{ start: number; end: number }>,
): number {
  const meter = context.store.get('billing.meter', meterId);
  if (!meter) return 0;
  const events = context.store
    .where('sim.meter_event', 'customer', customer)
    .filter((event) => event.eventName === meter.event_name && !event.cancelled)
    .filter(({ timestamp }) => timestamp >= start && timestamp < end);
  return Math.max(0, unitsOf(aggregated(meter, events)));
}

const unitsOf = ({ numerator, denominator }: Fraction): number => Number(floorDivide(numerator, denominator));

function aggregated(meter: Stored<'billing.meter'>, events: readonly Stored<'sim.meter_event'>[]): Fraction {
  switch (meter.default_aggregation.formula) {
    case 'count':
      return whole(events.length);
    case 'last': {
      const last = events.reduce<Stored<'sim.meter_event'> | undefined>(
        (latest, event) => (latest === undefined || event.timestamp >= latest.timestamp ? event : latest),
        undefined,
      );
      return last ? fractionOf(last.value) : whole(0);
    }
    default:
      return events.reduce((total, event) => plus(total, fractionOf(event.value)), whole(0));
  }
}
