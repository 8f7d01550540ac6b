import type { Database } from '../store/database.js';
import type { Records } from '../store/records.js';
import type { AccountRecord } from './accountRecord.js';
import { type Cause, Context } from './context.js';

export type RunOptions = Readonly<{
  cause?: Cause;
  /** Simulated time the work is done at, in seconds; by default the account's now. */
  at?: number;
}>;

/**
 * The account of one secret key. Whatever is done to it is done one after the other, and is committed before the next begins.
 */
export class Account {
  readonly key: string;
  readonly records: Records;
  readonly #database: Database;
  readonly #baseUrl: () => string;
  readonly #committed = new Set<() => void>();
  #tail: Promise<unknown> = Promise.resolve();

  constructor(key: string, records: Records, database: Database, baseUrl: () => string) {
    this.key = key;
    this.records = records;
    this.#database = database;
    this.#baseUrl = baseUrl;
  }

  /** Simulated time of the account in seconds. */
  now(): number {
    const record = this.records.get('sim.account', 'account');
    return record ? clockTime(record) : wallTime();
  }

  /**
   * Runs synchronous work on the account and commits what it changed; when it throws, or when the database does not take it,
   * nothing has changed.
   */
  run<T>(work: (context: Context) => T, { cause = null, at }: RunOptions = {}): Promise<T> {
    const result = this.#tail.then(async () => {
      try {
        const value = work(this.#context(cause, at));
        await this.#commit();
        return value;
      } catch (error) {
        this.records.rollback();
        throw error;
      }
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Calls back after every commit, until the returned function is called. */
  onCommit(listener: () => void): () => void {
    this.#committed.add(listener);
    return () => this.#committed.delete(listener);
  }

  /** Resolves when what was begun before is done. */
  async idle(): Promise<void> {
    await this.#tail;
  }

  #context(cause: Cause, at: number | undefined): Context {
    return new Context(
      { key: this.key, records: this.records, baseUrl: this.#baseUrl(), now: () => this.now() },
      cause,
      at,
    );
  }

  async #commit(): Promise<void> {
    const changes = this.records.changes();
    if (changes.length === 0) return;
    await this.#database.commit(this.key, changes);
    this.records.committed();
    for (const listener of this.#committed) listener();
  }
}

const wallTime = (): number => Math.floor(Date.now() / 1000);

/** What an account's clock shows, in seconds. */
export const clockTime = ({ clock }: AccountRecord): number =>
  clock.mode === 'frozen' ? clock.at : wallTime() + clock.offset;

/** A clock that shows a second now and runs on from there. */
export const clockRunningFrom = (seconds: number): AccountRecord['clock'] => ({
  mode: 'running',
  offset: seconds - wallTime(),
});

/** A clock of the same mode that shows another time. */
export const clockAt = ({ clock }: AccountRecord, seconds: number): AccountRecord['clock'] =>
  clock.mode === 'frozen' ? { mode: 'frozen', at: seconds } : clockRunningFrom(seconds);
