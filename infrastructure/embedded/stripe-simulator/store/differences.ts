import { isDeepStrictEqual } from 'node:util';

type Fields = Readonly<Record<string, unknown>>;

const isHash = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('object' in value);

/**
 * What an object held before, for the fields that changed: `previous_attributes` of an event. Of hashes such as metadata only the
 * keys that changed, of lists the whole (docs.stripe.com/api/events/object). Undefined when nothing changed.
 */
export function previousAttributes(before: object, after: object): Fields | undefined {
  const [old, current] = [before as Fields, after as Fields];
  const previous: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(current)])) {
    if (isDeepStrictEqual(old[key], current[key])) continue;
    const [was, is] = [old[key], current[key]];
    previous[key] = isHash(was) && isHash(is) ? previousAttributes(was, is) : (was ?? null);
  }
  return Object.keys(previous).length > 0 ? previous : undefined;
}
