/**
 * The ids of recorded usage: sets of doubling size, the newest last. A batch is added without copying all that was
 * there before, and without changing it: on average an id is copied once for each doubling.
 */
export type RecordIds = readonly ReadonlySet<string>[];

export const noIds: RecordIds = [];

export const hasId = (ids: RecordIds, id: string): boolean => ids.some((set) => set.has(id));

export function withIds(ids: RecordIds, added: Iterable<string>): RecordIds {
  let newest: ReadonlySet<string> = new Set(added);
  const kept = [...ids];
  for (let last = kept.at(-1); last && last.size < 2 * newest.size; last = kept.at(-1)) {
    newest = new Set([...last, ...newest]);
    kept.pop();
  }
  return newest.size === 0 ? kept : [...kept, newest];
}

/** The id a correction stands under among those of records, which have no blanks. */
export const correctionKey = (correctionId: string): string => `correction ${correctionId}`;

export const countIds = (ids: RecordIds): number => ids.reduce((sum, { size }) => sum + size, 0);
