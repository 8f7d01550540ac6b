import type { UsageReported } from '../../domain/billing/usageReport/usageReport.events.js';
import type { RecordedStreams } from '../ports/recordedStreams.js';
import type { StripeMeters } from '../ports/stripeMeters.js';
import type { Origin } from './fieldOrigins.js';
import type { Drift } from './reconcileBilling.js';

const MINUTE_MS = 60_000;

type Period = Readonly<{ start: string; end: string }>;
type Reported = Readonly<{ organizationId: string; customerId: string; meter: string }> & {
  period: Period;
  latest: Origin;
  /** Time and quantity of each report. */
  reports: [number, number][];
};

export type CompareReportedUsage = () => AsyncIterable<Drift>;

/** Compares, for each customer and meter, what Stripe was told of the latest period with what its meter holds. */
export const compareReportedUsage = (log: RecordedStreams, meters: Pick<StripeMeters, 'total'>): CompareReportedUsage =>
  async function* compare() {
    for (const reported of (await reportedUsage(log)).values()) {
      const { organizationId, customerId, meter, period, latest } = reported;
      const theirs = await meters.total(customerId, meter, period.start, period.end);
      const ours = unitsIn(reported);
      if (ours === theirs) continue;
      const field = `units since ${period.start}`;
      yield {
        kind: 'usage',
        id: `${meter} of ${customerId}`,
        organizationId,
        fields: [{ field, ours: String(ours), theirs: String(theirs), since: latest }],
        repair: null,
        repaired: false,
      };
    }
  };

async function reportedUsage(log: RecordedStreams): Promise<ReadonlyMap<string, Reported>> {
  const found = new Map<string, Reported>();
  for await (const event of log.eventsOfType('UsageReported')) {
    const { organizationId, customerId, reports } = event.data as UsageReported['data'];
    const latest = { position: event.position, at: event.metadata.occurredAt };
    for (const { meter, period, timestamp, quantity } of reports) {
      const key = `${customerId} ${meter}`;
      const known = found.get(key) ?? { organizationId, customerId, meter, period, latest, reports: [] };
      if (period.start > known.period.start) known.period = period;
      known.latest = latest;
      known.reports.push([Date.parse(timestamp), quantity]);
      found.set(key, known);
    }
  }
  return found;
}

/** Stripe sums whole minutes, so ours are taken from the same ones. */
function unitsIn({ period, reports }: Reported): number {
  const from = Math.floor(Date.parse(period.start) / MINUTE_MS) * MINUTE_MS;
  const to = Math.ceil(Date.parse(period.end) / MINUTE_MS) * MINUTE_MS;
  return reports.filter(([at]) => at >= from && at < to).reduce((sum, [, quantity]) => sum + quantity, 0);
}
