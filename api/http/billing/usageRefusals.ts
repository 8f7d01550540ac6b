import type { GivenRecord } from '../../../domain/billing/usage/usageBook.commands.js';
import type { ExceededLimit } from '../../../domain/billing/usage/usageLimit.js';
import { type ProblemError, refused } from '../problem.js';
import { NEWEST_MS, OLDEST_MS } from './usage.schemas.js';

/** At most so many faults are listed: the rest come to light when these are mended. */
const MOST_FAULTS = 50;

/** Records whose time lies too far back or ahead. */
export function faultsInTime(records: readonly GivenRecord[], now: Date): readonly ProblemError[] {
  const oldest = new Date(now.getTime() - OLDEST_MS).toISOString();
  const newest = new Date(now.getTime() + NEWEST_MS).toISOString();
  return records
    .flatMap(({ at }, place): ProblemError[] => {
      const pointer = `/records/${place}/at`;
      if (at < oldest) return [{ pointer, code: 'too_old', detail: 'must be at most 35 days ago' }];
      if (at > newest) return [{ pointer, code: 'in_future', detail: 'must be at most 5 minutes ahead' }];
      return [];
    })
    .slice(0, MOST_FAULTS);
}

/** Which limit, how much of it is used, and when it begins anew. */
export const limitRefusal = ({ meter, period, limit, used, asked }: ExceededLimit) =>
  refused('USAGE_LIMIT_REACHED', {
    detail: `${used} of ${limit} units of ${meter} are used, and the call asked for ${asked} more. Nothing of it was recorded.`,
    members: { meter, limit, used, asked, resetsAt: period.end },
  });

/** The records whose meter the plan does not have. */
export const unknownMeters = (records: readonly GivenRecord[], meters: readonly string[]) =>
  refused('UNKNOWN_METER', {
    errors: records
      .flatMap(({ meter }, place): ProblemError[] =>
        meters.includes(meter)
          ? [
              {
                pointer: `/records/${place}/meter`,
                code: 'unknown_meter',
                detail: `${meter} is not a meter of your plan`,
              },
            ]
          : [],
      )
      .slice(0, MOST_FAULTS),
  });
