import { type AccessInterval, accessIntervals } from '../../domain/team/access/accessIntervals.js';
import { type KeyInterval, keyIntervals } from '../../domain/team/access/keyIntervals.js';
import type { ApiKeyUses } from '../ports/apiKeyUses.js';
import type { Clock } from '../ports/clock.js';
import type { AccessHistoryOf, KnownPerson } from './accessHistory.js';

/** Year and quarter of the UTC calendar. */
export type Quarter = Readonly<{ year: number; quarter: 1 | 2 | 3 | 4 }>;

export type Reviewed = Readonly<{
  from: string;
  to: string;
  intervals: readonly AccessInterval[];
  keys: readonly KeyInterval[];
  /** When keys were last used, by id, as far as that is recorded; ISO 8601, UTC. It may be after `to`. */
  lastUses: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, KnownPerson>;
}>;

export type AccessReview = (organizationId: string, quarter: Quarter) => Promise<Reviewed | 'QUARTER_NOT_BEGUN'>;

/** Who and which API key could do what during a quarter, through which grant, from when to when. */
export const accessReview =
  (historyOf: AccessHistoryOf, uses: Pick<ApiKeyUses, 'lastUses'>, clock: Clock): AccessReview =>
  async (organizationId, { year, quarter }) => {
    const now = clock.now();
    const end = Date.UTC(year, quarter * 3);
    const from = new Date(Date.UTC(year, (quarter - 1) * 3)).toISOString();
    const to = new Date(end).toISOString();
    if (from > now.toISOString()) return 'QUARTER_NOT_BEGUN';
    const { facts, people } = await historyOf(organizationId);
    const keys = keyIntervals(facts, from, new Date(Math.min(now.getTime(), end)).toISOString());
    const lastUses = await uses.lastUses(organizationId);
    return { from, to, intervals: accessIntervals(facts, from, to), keys, lastUses, people };
  };
