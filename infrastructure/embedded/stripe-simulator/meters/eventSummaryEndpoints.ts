import { endpoint } from '../http/endpoint.js';
import { pageOf } from '../http/lists.js';
import { oneOf, paging, parameters, text, timestamp } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import type { Stored } from '../store/storedObjects.js';
import type { Subject } from '../subject.js';
import { sumOf } from './decimalSum.js';
import type { MeterEventRecord } from './meterEventRecord.js';

type Span = Readonly<{ start: number; end: number }>;

const MINUTE = 60;
const windows = { hour: 3_600, day: 86_400 } as const;

function aggregate(meter: Stored<'billing.meter'>, events: readonly MeterEventRecord[]): number {
  if (meter.default_aggregation.formula === 'count') return events.length;
  if (meter.default_aggregation.formula === 'sum') return Number(sumOf(events.map(({ value }) => value)));
  const last = events.reduce<MeterEventRecord | undefined>(
    (latest, event) => (latest && latest.timestamp > event.timestamp ? latest : event),
    undefined,
  );
  return Number(last?.value ?? 0);
}

/** A span cut into windows, newest first as lists are. */
function spansOf({ start, end }: Span, width: number): Span[] {
  const spans: Span[] = [];
  for (let from = start; from < end; from += width) spans.unshift({ start: from, end: Math.min(end, from + width) });
  return spans;
}

const list = endpoint({
  method: 'GET',
  path: '/v1/billing/meters/:meter/event_summaries',
  params: parameters({
    ...paging,
    customer: text(),
    start_time: timestamp(),
    end_time: timestamp(),
    value_grouping_window: oneOf('hour', 'day').optional(),
  }),
  handle: (context, { path, params }) => {
    const meter = context.inPath('billing.meter', path.meter);
    const { customer, start_time: start, end_time: end, value_grouping_window: window } = params;
    context.inParameter('customer', customer, 'customer');
    for (const [param, time] of Object.entries({ start_time: start, end_time: end })) {
      const width = window === 'day' ? windows.day : window === 'hour' ? windows.hour : MINUTE;
      if (time % width !== 0) throw invalidRequest(`${param} must be aligned with the window`, { param });
    }
    if (start >= end) throw invalidRequest('start_time must be before end_time', { param: 'start_time' });
    const events = context.store
      .where('sim.meter_event', 'customer', customer)
      .filter(({ eventName, cancelled }) => eventName === meter.event_name && !cancelled);
    const spans = window ? spansOf({ start, end }, windows[window]) : [{ start, end }];
    const summaries = spans.flatMap((span) => {
      const inside = events.filter(({ timestamp: at }) => at >= span.start && at < span.end);
      if (window && inside.length === 0) return [];
      return [
        {
          id: `mtrusg_test_${meter.id.slice(-12)}${customer.slice(-6)}${span.start}${span.end}`,
          object: 'billing.meter_event_summary' as const,
          aggregated_value: aggregate(meter, inside),
          end_time: span.end,
          livemode: false,
          meter: meter.id,
          start_time: span.start,
        },
      ];
    });
    return pageOf(summaries, params, `/v1/billing/meters/${meter.id}/event_summaries`);
  },
});

/** What a customer used, summed up. */
export const eventSummarySubject: Subject = { endpoints: [list] };
