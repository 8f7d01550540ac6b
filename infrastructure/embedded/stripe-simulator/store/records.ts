import type { ObjectType, Stored } from './storedObjects.js';

type Entry = Readonly<{ sequence: number; value: object }>;
type Index = Map<unknown, Set<string>>;

/** What became of a record since the last commit; `value` undefined when it is gone. */
export type Change = Readonly<{ type: ObjectType; id: string; sequence: number; value: object | undefined }>;

/**
 * One account's objects in memory. What it hands out is frozen: a change is a new object that is put. Every change since the last
 * `takeChanges` can be taken back.
 */
export class Records {
  readonly #types = new Map<ObjectType, Map<string, Entry>>();
  readonly #indexes = new Map<ObjectType, Map<string, Index>>();
  readonly #before = new Map<string, { type: ObjectType; id: string; entry: Entry | undefined }>();
  #sequence = 0;

  get<T extends ObjectType>(type: T, id: string): Stored<T> | undefined {
    return this.#types.get(type)?.get(id)?.value as Stored<T> | undefined;
  }

  put<T extends ObjectType>(type: T, value: Stored<T>): Stored<T> {
    const entry = this.#of(type).get(value.id);
    this.#remember(type, value.id, entry);
    this.#set(type, value.id, { sequence: entry?.sequence ?? ++this.#sequence, value: deepFreeze(value) });
    return value;
  }

  /** Puts what is there with these fields changed. */
  update<T extends ObjectType>(type: T, id: string, fields: Partial<Stored<T>>): Stored<T> {
    const before = this.get(type, id);
    if (before === undefined) throw new Error(`no ${type} ${id} to update`);
    return this.put(type, { ...before, ...fields });
  }

  delete(type: ObjectType, id: string): void {
    const entry = this.#types.get(type)?.get(id);
    if (!entry) return;
    this.#remember(type, id, entry);
    this.#set(type, id, undefined);
  }

  /** Every object of a type, oldest first. */
  all<T extends ObjectType>(type: T): Stored<T>[] {
    return [...(this.#types.get(type)?.values() ?? [])].map(({ value }) => value as Stored<T>);
  }

  /** Those whose field has a value, oldest first; quick, the field is indexed. */
  where<T extends ObjectType>(type: T, field: keyof Stored<T> & string, value: string | number | null): Stored<T>[] {
    const records = this.#of(type);
    const ids = [...(this.#indexOf(type, field).get(value) ?? [])];
    const found = ids.flatMap((id) => records.get(id) ?? []);
    return found.sort((one, other) => one.sequence - other.sequence).map((entry) => entry.value as Stored<T>);
  }

  /** Those whose field has a value, in no order; quicker than `where` when each is looked at anyway. */
  *unordered<T extends ObjectType>(
    type: T,
    field: keyof Stored<T> & string,
    value: string | null,
  ): Iterable<Stored<T>> {
    const records = this.#of(type);
    for (const id of this.#indexOf(type, field).get(value) ?? []) yield records.get(id)?.value as Stored<T>;
  }

  /** The one that has had the value of a field for longest; quicker than `where`. */
  first<T extends ObjectType>(type: T, field: keyof Stored<T> & string, value: string): Stored<T> | undefined {
    for (const id of this.#indexOf(type, field).get(value) ?? []) return this.get(type, id);
    return undefined;
  }

  count(type: ObjectType): number {
    return this.#types.get(type)?.size ?? 0;
  }

  /** Every object with its type, in the order they were made. */
  everything(): Readonly<{ type: ObjectType; value: Stored<ObjectType> }>[] {
    const entries = [...this.#types].flatMap(([type, ofType]) =>
      [...ofType.values()].map((entry) => ({ type, ...entry })),
    );
    entries.sort((one, other) => one.sequence - other.sequence);
    return entries.map(({ type, value }) => ({ type, value: value as Stored<ObjectType> }));
  }

  /** Takes in what the database holds; not a change. */
  load(type: ObjectType, id: string, sequence: number, value: object): void {
    this.#sequence = Math.max(this.#sequence, sequence);
    this.#set(type, id, { sequence, value: deepFreeze(value) });
  }

  /** What changed, to be committed; it can be taken back until `committed`. */
  changes(): Change[] {
    return [...this.#before.values()].map(({ type, id, entry }) => {
      const now = this.#types.get(type)?.get(id);
      return { type, id, sequence: now?.sequence ?? entry?.sequence ?? 0, value: now?.value };
    });
  }

  committed(): void {
    this.#before.clear();
  }

  /** Takes back every change since the last commit. */
  rollback(): void {
    for (const { type, id, entry } of this.#before.values()) {
      const restores = entry !== undefined && !this.#of(type).has(id);
      this.#set(type, id, entry);
      if (restores) this.#inOrder(type);
    }
    this.#before.clear();
  }

  #of(type: ObjectType): Map<string, Entry> {
    const known = this.#types.get(type);
    if (known) return known;
    const made = new Map<string, Entry>();
    this.#types.set(type, made);
    return made;
  }

  #inOrder(type: ObjectType): void {
    const entries = [...this.#of(type)].sort(([, one], [, other]) => one.sequence - other.sequence);
    this.#types.set(type, new Map(entries));
  }

  #remember(type: ObjectType, id: string, entry: Entry | undefined): void {
    const key = `${type}/${id}`;
    if (!this.#before.has(key)) this.#before.set(key, { type, id, entry });
  }

  #set(type: ObjectType, id: string, entry: Entry | undefined): void {
    const records = this.#of(type);
    const before = records.get(id);
    for (const [field, index] of this.#indexes.get(type) ?? []) {
      if (before) index.get(fieldOf(before, field))?.delete(id);
      if (entry) addTo(index, fieldOf(entry, field), id);
    }
    if (entry) records.set(id, entry);
    else records.delete(id);
  }

  #indexOf(type: ObjectType, field: string): Index {
    const ofType = this.#indexes.get(type) ?? new Map<string, Index>();
    this.#indexes.set(type, ofType);
    const known = ofType.get(field);
    if (known) return known;
    const made: Index = new Map();
    for (const [id, entry] of this.#of(type)) addTo(made, fieldOf(entry, field), id);
    ofType.set(field, made);
    return made;
  }
}

const fieldOf = (entry: Entry, field: string): unknown => (entry.value as Record<string, unknown>)[field];

function addTo(index: Index, value: unknown, id: string): void {
  const ids = index.get(value);
  if (ids) ids.add(id);
  else index.set(value, new Set([id]));
}

function deepFreeze<T extends object>(value: T): T {
  if (Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  return Object.freeze(value);
}
