import type { AnyRecordedEvent } from '../../application/events/recordedEvent.js';
import type { AnyPostgresProjector } from './postgresProjector.js';

export type Folded = Readonly<{
  /** Rows that changed, by key; undefined where the row is no more. */
  changes: Map<string, object | undefined>;
  /** How many of the events were folded: all, or those before the one that failed. */
  count: number;
  failure: unknown;
}>;

/** Reads the present rows of keys; keys without a row are left out. */
export type ReadRows = (keys: Iterable<string>) => Promise<ReadonlyMap<string, object>>;

/** The row as it will be read again later. @throws when it cannot be stored */
export type AcceptRow = (row: object) => object;

/** Folds events into the rows they touch, in order. An event that throws leaves no trace and ends the fold. */
export async function foldRows(
  projector: Pick<AnyPostgresProjector, 'on'>,
  events: readonly AnyRecordedEvent[],
  readRows: ReadRows,
  acceptRow: AcceptRow,
): Promise<Folded> {
  const addressed = addressKeys(projector, events);
  const before = await readRows(addressed.toRead);
  const changes = new Map<string, object | undefined>();
  const { keys } = addressed;
  for (let at = 0; at < keys.length; at++) {
    const event = events[at] as AnyRecordedEvent;
    const own = keys[at] as readonly string[];
    const evolve = projector.on[event.type]?.evolve;
    if (!evolve) continue;
    try {
      const after = own.map((key) => {
        const present = changes.has(key) ? changes.get(key) : before.get(key);
        const next = evolve(present, event, key);
        return next === undefined || next === present ? next : acceptRow(next);
      });
      for (const [index, key] of own.entries()) changes.set(key, after[index]);
    } catch (failure) {
      return { changes: onlyChanged(changes, before), count: at, failure };
    }
  }
  return { changes: onlyChanged(changes, before), count: keys.length, failure: addressed.failure };
}

/** The keys of each event and those whose rows are needed, up to the first event that has none to say because its handler throws. */
function addressKeys(projector: Pick<AnyPostgresProjector, 'on'>, events: readonly AnyRecordedEvent[]) {
  const keys: (readonly string[])[] = [];
  const toRead = new Set<string>();
  for (const event of events) {
    try {
      const handler = projector.on[event.type];
      const own = handler?.keys(event) ?? [];
      keys.push(own.length > 1 ? [...new Set(own)] : own);
      if (!handler?.unread) for (const key of own) toRead.add(key);
    } catch (failure) {
      return { keys, toRead, failure };
    }
  }
  return { keys, toRead, failure: undefined };
}

function onlyChanged(changes: Map<string, object | undefined>, before: ReadonlyMap<string, object>) {
  for (const [key, row] of changes) if (row === before.get(key)) changes.delete(key);
  return changes;
}
