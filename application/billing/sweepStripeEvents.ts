import type { StripeEventLog } from '../ports/stripeEventLog.js';
import type { SweepProgress } from '../ports/sweepProgress.js';
import type { RecordStripeEvent } from './recordStripeEvent.js';

/** Stripe may list an event late; what is looked through again is in the inbox already and counts for nothing. */
const OVERLAP_MS = 60 * 60 * 1_000;

export type Swept = Readonly<{
  /** Events looked at. */
  seen: number;
  /** Of those, the ones no delivery had brought. */
  found: number;
}>;

export type SweepStripeEvents = (correlationId: string) => Promise<Swept>;

/** Puts every event into the inbox that Stripe has and no delivery brought (docs.stripe.com/webhooks/process-undelivered-events). */
export const sweepStripeEvents =
  (events: StripeEventLog, progress: SweepProgress, record: RecordStripeEvent): SweepStripeEvents =>
  async (correlationId) => {
    const before = await progress.reached();
    const from = before && new Date(Date.parse(before) - OVERLAP_MS).toISOString();
    const missing = new Set<string>();
    const seen = new Set<string>();
    let newest = before;
    for (const list of [events.undelivered(), events.since(from)]) {
      for await (const event of list) {
        const { stripeEventId, createdAt } = event.envelope;
        if (seen.has(stripeEventId)) continue;
        seen.add(stripeEventId);
        const { isNew } = await record({ ...event, foundBy: 'sweep' }, correlationId);
        if (isNew) missing.add(stripeEventId);
        if (newest === undefined || createdAt > newest) newest = createdAt;
      }
    }
    // Only now that all of it is in the inbox: a sweep that was cut short begins where it began.
    if (newest !== undefined && newest !== before) await progress.reach(newest);
    return { seen: seen.size, found: missing.size };
  };
