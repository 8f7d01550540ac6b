import { RequestRefused } from '../problem.js';
import type { ListRules } from '../route.js';
import type { Cursors } from './cursors.js';

/** Items in one answer when the caller does not say. */
const defaultLimit = 25;

export type PageRequest = Readonly<{
  limit: number;
  sort: string;
  after: unknown;
  cursorAfter: (place: unknown) => string;
}>;

/**
 * The page asked for. A cursor is bound to the route, the caller's organization, the order and every filter; only
 * `limit` may change from page to page.
 * @param given the query as it came; @param parsed the same as its schema read it
 * @throws RequestRefused invalid_cursor
 */
export function readPage(
  rules: ListRules,
  cursors: Cursors,
  scope: readonly string[],
  given: Readonly<Record<string, string>>,
  parsed: Readonly<Record<string, unknown>>,
): PageRequest {
  const sort = String(parsed.sort);
  const filters = Object.entries(given)
    .filter(([name]) => name !== 'cursor' && name !== 'limit' && name !== 'sort')
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const list = JSON.stringify([scope, sort, filters]);
  let after: unknown;
  if (typeof parsed.cursor === 'string') {
    const place = rules.key.safeParse(cursors.open(list, parsed.cursor));
    // Signed by an earlier version of this route, whose places were others.
    if (!place.success) throw new RequestRefused('invalid_cursor');
    after = place.data;
  }
  return {
    limit: typeof parsed.limit === 'number' ? parsed.limit : defaultLimit,
    sort,
    after,
    cursorAfter: (place) => cursors.sign(list, place),
  };
}
