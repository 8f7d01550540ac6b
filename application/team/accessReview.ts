import { type AccessInterval, accessIntervals } from '../../domain/team/access/accessIntervals.js';
import type { Clock } from '../ports/clock.js';
import type { AccessHistoryOf, KnownPerson } from './accessHistory.js';

/** Year and quarter of the UTC calendar. */
export type Quarter = Readonly<{ year: number; quarter: 1 | 2 | 3 | 4 }>;

export type Reviewed = Readonly<{
  from: string;
  to: string;
  intervals: readonly AccessInterval[];
  people: ReadonlyMap<string, KnownPerson>;
}>;

export type AccessReview = (organizationId: string, quarter: Quarter) => Promise<Reviewed | 'QUARTER_NOT_BEGUN'>;

/** Who could do what during a quarter, through which grant, from when to when. */
export const accessReview =
  (historyOf: AccessHistoryOf, clock: Clock): AccessReview =>
  async (organizationId, { year, quarter }) => {
    const from = new Date(Date.UTC(year, (quarter - 1) * 3)).toISOString();
    const to = new Date(Date.UTC(year, quarter * 3)).toISOString();
    if (from > clock.now().toISOString()) return 'QUARTER_NOT_BEGUN';
    const { facts, people } = await historyOf(organizationId);
    return { from, to, intervals: accessIntervals(facts, from, to), people };
  };
