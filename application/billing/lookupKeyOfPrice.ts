import type { PlanSynced } from '../../domain/billing/plan/plan.events.js';
import type { Recorded } from '../events/recordedEvent.js';
import type { RecordedStreams } from '../ports/recordedStreams.js';

export type LookupKeyOfPrice = (priceId: string) => Promise<string | null>;

/** How our catalogue names a price of Stripe's; null for one made outside of it. A price that has a name keeps it. */
export function lookupKeyOfPrice(log: RecordedStreams): LookupKeyOfPrice {
  const names = new Map<string, string>();
  return async (priceId) => {
    const known = names.get(priceId);
    if (known !== undefined) return known;
    for await (const event of log.eventsOfType('PlanSynced')) {
      const { prices } = (event as unknown as Recorded<PlanSynced>).data;
      for (const [name, id] of Object.entries(prices)) names.set(id, name);
    }
    return names.get(priceId) ?? null;
  };
}
