import { PoisonEvent } from '../../application/events/eventCodec.js';
import type { AnyRecordedEvent } from '../../application/events/recordedEvent.js';
import { advance, type Claim, Fenced, type Queryable } from './checkpoints.js';
import type { FeedEntry } from './feedEntry.js';
import { foldRows } from './foldRows.js';
import type { AnyPostgresProjector } from './postgresProjector.js';
import type { RowTable } from './rowTable.js';

/** The event a projector cannot get past; everything before it has been committed. */
export class ProjectionFailed extends Error {
  override readonly name = 'ProjectionFailed';
  constructor(
    readonly position: bigint,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Told of each commit: up to where, the events it was made of, and how long it took from fold to commit. */
export type OnCommit = (position: bigint, events: readonly AnyRecordedEvent[], seconds: number) => void;

/** Folds batches of the log into one generation of a read model, from the checkpoint it was claimed at. */
export class GenerationWriter {
  readonly #db: Queryable;
  readonly #projector: AnyPostgresProjector;
  readonly #table: RowTable;
  readonly #onCommit: OnCommit;
  #held: Claim;

  constructor(db: Queryable, projector: AnyPostgresProjector, table: RowTable, held: Claim, onCommit: OnCommit) {
    this.#db = db;
    this.#projector = projector;
    this.#table = table;
    this.#held = held;
    this.#onCommit = onCommit;
  }

  /** The committed checkpoint. */
  get position(): bigint {
    return this.#held.position;
  }

  /** Whether the event matters to this read model. */
  handles = (entry: FeedEntry): boolean => Object.hasOwn(this.#projector.on, entry.stored.type);

  /**
   * Folds what matters among the entries beyond the checkpoint and commits it together with the checkpoint `through`.
   * @throws ProjectionFailed when an event cannot be folded, after all before it has been committed
   * @throws Fenced when somebody else writes this generation now
   */
  async project(entries: readonly FeedEntry[], through: bigint): Promise<void> {
    const from = this.position;
    const relevant = entries.filter((entry) => entry.stored.position > from && this.handles(entry));
    const decoded = await decodeAll(relevant);
    const { failure } = decoded;
    const last = failure ? positionBefore(entries, relevant[decoded.events.length], from) : through;
    if (decoded.events.length > 0) await this.#commit(decoded.events, last).catch(this.#fencedWhereDropped);
    else if (last > from) await this.advance(last);
    if (failure) throw failed(relevant[decoded.events.length]?.stored.position ?? last, failure.error);
  }

  /** Commits a checkpoint up to which no event mattered. @throws Fenced */
  async advance(to: bigint): Promise<void> {
    await advance(this.#db, this.#held, to);
    this.#held = { ...this.#held, position: to };
    this.#onCommit(to, [], 0);
  }

  /** A generation that a rebuild replaced is dropped, maybe between two statements of its writer. */
  #fencedWhereDropped = (error: unknown): never => {
    throw (error as { code?: unknown }).code === UNDEFINED_TABLE ? new Fenced(this.#held) : error;
  };

  async #commit(events: readonly AnyRecordedEvent[], through: bigint): Promise<void> {
    const startedAt = performance.now();
    const { changes, count, failure } = await foldRows(
      this.#projector,
      events,
      (keys) => this.#table.read(keys),
      this.#table.accept,
    );
    const failing = events[count];
    const good = failing ? events.slice(0, count) : events;
    const to = failing ? (good.at(-1)?.position ?? this.position) : through;
    if (good.length > 0) {
      try {
        await this.#table.write(this.#held, to, good.length, changes);
      } catch (error) {
        if (!blamesTheData(error)) throw error;
        await this.#commitInHalves(good, to, error);
        if (failing) throw failed(failing.position, failure);
        return;
      }
      this.#held = { ...this.#held, position: to };
      this.#onCommit(to, good, (performance.now() - startedAt) / 1_000);
    }
    if (failing) throw failed(failing.position, failure);
  }

  /** PostgreSQL does not say which of a batch's rows it refused. */
  async #commitInHalves(events: readonly AnyRecordedEvent[], through: bigint, refusal: unknown): Promise<void> {
    const [only] = events;
    if (events.length === 1 && only) throw failed(only.position, refusal);
    const first = events.slice(0, Math.ceil(events.length / 2));
    await this.#commit(first, first.at(-1)?.position ?? this.position);
    await this.#commit(events.slice(first.length), through);
  }
}

const failed = (position: bigint, cause: unknown): Error =>
  cause instanceof Fenced ? cause : new ProjectionFailed(position, cause);

const UNDEFINED_TABLE = '42P01';

/** SQLSTATE classes 22 (data exception), 23 (integrity constraint) and 54 (limit exceeded, such as an index row). */
const blamesTheData = (error: unknown): boolean => /^(22|23|54)/.test(String((error as { code?: unknown }).code ?? ''));

/** The last position before an entry, so that a checkpoint there is that of an event. */
function positionBefore(entries: readonly FeedEntry[], failing: FeedEntry | undefined, from: bigint): bigint {
  const at = failing ? entries.indexOf(failing) : 0;
  return at > 0 ? (entries[at - 1]?.stored.position ?? from) : from;
}

type Decoded = { events: AnyRecordedEvent[]; failure: { error: unknown } | undefined };

/** Decodes in order up to the first event that cannot be understood; errors that are no fault of the event are thrown. */
async function decodeAll(entries: readonly FeedEntry[]): Promise<Decoded> {
  const decoded: Decoded = { events: [], failure: undefined };
  for (const entry of entries) {
    try {
      const event = entry.decode();
      decoded.events.push(event instanceof Promise ? await event : event);
    } catch (error) {
      if (!(error instanceof PoisonEvent)) throw error;
      decoded.failure = { error };
      break;
    }
  }
  return decoded;
}
