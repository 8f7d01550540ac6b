import type { Context } from '../account/context.js';
import type { ObjectType, Stored } from '../store/storedObjects.js';
import { integer, text } from './parameters.js';
import { invalidRequest } from './stripeErrors.js';

type Clause = Readonly<{
  field: string;
  key: string | undefined;
  operator: string;
  value: string | null;
  negated: boolean;
}>;

/** What every search takes. */
export const searching = { query: text(), limit: integer().optional(), page: text().optional() };

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;
const CLAUSE =
  /^\s*(-?)([a-z_.]+)(?:\[(?:'([^']*)'|"([^"]*)")\])?\s*(:|~|>=|<=|>|<)\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(null|-?[\w.]+))/;

/**
 * The clauses of a query and whether all or any must hold (docs.stripe.com/search#search-query-language).
 * @throws StripeError 400 for what is no query
 */
function clausesOf(query: string): Readonly<{ clauses: Clause[]; any: boolean }> {
  const clauses: Clause[] = [];
  const joints = new Set<string>();
  for (let rest = query; rest.trim() !== ''; ) {
    const found = CLAUSE.exec(rest);
    if (!found) throw invalidRequest(`The search query could not be read at: ${rest.trim()}`, { param: 'query' });
    const [whole, minus, field = '', single, double, operator = ':', quoted, doubleQuoted, bare] = found;
    const value = quoted ?? doubleQuoted ?? (bare === 'null' ? null : (bare ?? ''));
    clauses.push({ field, key: single ?? double, operator, value, negated: minus === '-' });
    rest = rest.slice(whole.length);
    const joint = /^\s+(AND|OR)\b/.exec(rest);
    if (joint) rest = rest.slice(joint[0].length);
    if (rest.trim() !== '') joints.add(joint?.[1] ?? 'AND');
  }
  if (clauses.length === 0) throw invalidRequest('The search query is empty.', { param: 'query' });
  if (joints.size > 1) throw invalidRequest('A search query cannot mix AND and OR.', { param: 'query' });
  return { clauses, any: joints.has('OR') };
}

function holds({ field, key, operator, value, negated }: Clause, object: object): boolean {
  const path = key === undefined ? field.split('.') : [...field.split('.'), key];
  const found = path.reduce<unknown>((at, step) => (at as Record<string, unknown> | null | undefined)?.[step], object);
  return matches(found, operator, value) !== negated;
}

function matches(found: unknown, operator: string, value: string | null): boolean {
  if (value === null) return found === null || found === undefined;
  if (found === null || found === undefined) return false;
  const given = String(found);
  if (operator === ':') return given.toLowerCase() === value.toLowerCase();
  if (operator === '~') return given.toLowerCase().includes(value.toLowerCase());
  const [one, other] = [Number(given), Number(value)];
  if (operator === '>') return one > other;
  if (operator === '<') return one < other;
  return operator === '>=' ? one >= other : one <= other;
}

/** The objects of a type that a query finds, newest first, as a page of search results. */
export function searchOf<T extends ObjectType>(
  context: Context,
  type: T,
  given: Readonly<{ query: string; limit?: number | undefined; page?: string | undefined }>,
  url: string,
): object {
  const { query, limit = DEFAULT_LIMIT, page = '0' } = given;
  if (limit < 1 || limit > MAX_LIMIT) throw invalidRequest('limit must be between 1 and 100', { param: 'limit' });
  if (!/^\d+$/.test(page)) throw invalidRequest('Invalid page', { param: 'page' });
  const { clauses, any } = clausesOf(query);
  const passes = (object: Stored<T>) =>
    any ? clauses.some((clause) => holds(clause, object)) : clauses.every((clause) => holds(clause, object));
  const { searchLag = 0 } = context.settings;
  const newest = context.now() - searchLag;
  const isIndexed = (object: Stored<T>) => searchLag === 0 || Number(Reflect.get(object, 'created')) <= newest;
  const found = context.store.all(type).filter(isIndexed).filter(passes).reverse();
  const end = Number(page) + limit;
  const more = found.length > end;
  return {
    object: 'search_result',
    url,
    has_more: more,
    next_page: more ? String(end) : null,
    data: found.slice(Number(page), end),
  };
}
