import type { Context } from '../account/context.js';
import type { Stored } from '../store/storedObjects.js';
import { sumOf } from './decimalSum.js';
import type { MeterEventRecord } from './meterEventRecord.js';

/** What a customer used of an alert's meter since the alert was made. */
export type AlertedUsage = Readonly<{
  /** The alert's id, `:` and the customer's. */
  id: string;
  /** Decimal string. */
  total: string;
  triggered: boolean;
}>;

/** Counts a use towards the alerts on its meter; each is told once for a customer, when its threshold is reached. */
export function countTowardsAlerts(context: Context, meter: Stored<'billing.meter'>, event: MeterEventRecord): void {
  for (const alert of context.store.all('billing.alert')) {
    const { usage_threshold: threshold } = alert;
    if (alert.status !== 'active' || threshold?.meter !== meter.id) continue;
    const { filters, gte } = threshold;
    if (filters && !filters.some(({ customer }) => customer === null || customer === event.customer)) continue;
    const id = `${alert.id}:${event.customer}`;
    const before = context.store.get('sim.alerted_usage', id) ?? { id, total: '0', triggered: false };
    const used = meter.default_aggregation.formula === 'count' ? '1' : event.value;
    const total = meter.default_aggregation.formula === 'last' ? used : sumOf([before.total, used]);
    const reached = Number(total) >= gte;
    context.store.put('sim.alerted_usage', { id, total, triggered: before.triggered || reached });
    if (!reached || before.triggered) continue;
    const told = { alert, created: context.now(), customer: event.customer, livemode: false, value: Number(total) };
    context.emit('billing.alert.triggered', { object: 'billing.alert_triggered', ...told });
  }
}
