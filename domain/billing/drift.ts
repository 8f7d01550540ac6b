import { canonicalText } from '../canonicalText.js';

/** One field that two accounts of the same thing tell differently, as text. */
export type FieldDrift = Readonly<{ field: string; ours: string; theirs: string }>;

/** Fields in which ours differs from theirs; all of theirs where ours is missing. */
export function fieldDrift(ours: object | undefined, theirs: object): readonly FieldDrift[] {
  const known = (ours ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(theirs)
    .map(([field, value]) => ({ field, ours: canonicalText(known[field]), theirs: canonicalText(value) }))
    .filter(({ ours: one, theirs: other }) => one !== other);
}
