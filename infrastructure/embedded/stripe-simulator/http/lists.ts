import type { Context } from '../account/context.js';
import type { ObjectType, Stored } from '../store/storedObjects.js';
import { invalidRequest, unknownReference } from './stripeErrors.js';

type Range =
  | number
  | Readonly<{ gt?: number | undefined; gte?: number | undefined; lt?: number | undefined; lte?: number | undefined }>;

export type Paging = Readonly<{
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
}>;

export type List<T> = Readonly<{ object: 'list'; url: string; has_more: boolean; data: readonly T[] }>;

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** Whether a time is in a range as lists filter by it; no range takes every time. */
export function isWithin(time: number, range: Range | undefined): boolean {
  if (range === undefined) return true;
  if (typeof range === 'number') return time === range;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = range;
  return time > gt && time >= gte && time < lt && time <= lte;
}

/**
 * A page of items given newest first.
 * @throws StripeError 400 for a limit outside of 1..100 or a cursor that is unknown
 */
export function pageOf<T extends Readonly<{ id: string }>>(items: readonly T[], paging: Paging, url: string): List<T> {
  const { limit = DEFAULT_LIMIT, starting_after: after, ending_before: before } = paging;
  if (limit < 1 || limit > MAX_LIMIT) throw invalidRequest('limit must be between 1 and 100', { param: 'limit' });
  const at = (id: string, param: string) => {
    const found = items.findIndex((item) => item.id === id);
    if (found < 0) throw unknownReference('object', id, param);
    return found;
  };
  if (before !== undefined) {
    const end = at(before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', url, has_more: start > 0, data: items.slice(start, end) };
  }
  const start = after === undefined ? 0 : at(after, 'starting_after') + 1;
  return { object: 'list', url, has_more: items.length > start + limit, data: items.slice(start, start + limit) };
}

/** A page of the objects of a type that pass a filter, newest first. */
export function listOf<T extends ObjectType>(
  context: Context,
  type: T,
  paging: Paging & Readonly<{ created?: Range | undefined }>,
  url: string,
  passes: (object: Stored<T>) => boolean = () => true,
): List<Stored<T>> {
  const { created } = paging;
  const inTime = (object: Stored<T>) =>
    created === undefined || isWithin(Number(Reflect.get(object, 'created')), created);
  const found = context.store.all(type).filter((object) => inTime(object) && passes(object));
  return pageOf(found.reverse(), paging, url);
}
