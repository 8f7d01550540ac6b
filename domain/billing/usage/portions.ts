import { type Attribution, attribute } from './attribution.js';
import { hasId, type RecordIds } from './recordIds.js';
import type { UsageBalance } from './usageBalance.js';
import type { GivenRecord, RecordUsage } from './usageBook.commands.js';
import type { UsagePortion, UsageRecord } from './usageBook.events.js';

const isWithin = ({ period, belongsTo }: Attribution, at: string): boolean => {
  const own = belongsTo ?? period;
  return own.start <= at && at < own.end;
};

/** The records of a call that are in no book yet, each id once. */
function newRecords(data: RecordUsage['data'], ids: RecordIds): GivenRecord[] {
  const met = new Set<string>();
  return data.records.filter(({ id }) => {
    if (met.has(id) || data.inEarlierBooks.has(id) || hasId(ids, id)) return false;
    met.add(id);
    return true;
  });
}

/** What is new of a call, by meter and the period it counts in. */
export function portionsOf(
  data: RecordUsage['data'],
  ids: RecordIds,
  balance: UsageBalance,
  now: Date,
): readonly UsagePortion[] {
  const portions = new Map<string, UsagePortion & { records: UsageRecord[] }>();
  let last: Attribution | undefined;
  for (const { id, meter, quantity, at } of newRecords(data, ids)) {
    last = last && isWithin(last, at) ? last : attribute(at, balance, data.terms, now);
    const key = `${meter}|${last.period.start}|${last.belongsTo?.start ?? ''}`;
    const portion = portions.get(key) ?? { meter, ...last, records: [] };
    portion.records.push({ id, quantity, at });
    portions.set(key, portion);
  }
  return [...portions.values()];
}

/** Units of a portion. */
export const quantityOf = ({ records }: UsagePortion): number =>
  records.reduce((sum, { quantity }) => sum + quantity, 0);
