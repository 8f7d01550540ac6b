import type { WorkData } from '../clock/dueWork.js';
import { notFound, unknownReference } from '../http/stripeErrors.js';
import { previousAttributes } from '../store/differences.js';
import type { Records } from '../store/records.js';
import type { ObjectType, Stored } from '../store/storedObjects.js';
import { recordEvent } from '../webhooks/recordEvent.js';
import type { AccountRecord, Settings } from './accountRecord.js';
import { idOf } from './ids.js';

/** The call behind a change, told in its events; null when it happened by itself. */
export type Cause = Readonly<{ id: string; idempotencyKey: string | null }> | null;

/** What a context belongs to. */
export type ContextOf = Readonly<{ key: string; records: Records; baseUrl: string; now: () => number }>;

/**
 * What a handler works with: one account's objects, its time, and what to tell of. Everything done through it commits together
 * before the answer, or not at all.
 */
export class Context {
  readonly store: Records;
  readonly cause: Cause;
  /** The secret key whose account this is. */
  readonly key: string;
  /** Where the simulator listens, for the addresses of hosted pages. */
  readonly baseUrl: string;
  readonly #accountNow: () => number;
  #at: number | undefined;

  constructor({ key, records, baseUrl, now }: ContextOf, cause: Cause, at?: number) {
    this.store = records;
    this.key = key;
    this.baseUrl = baseUrl;
    this.cause = cause;
    this.#accountNow = now;
    this.#at = at;
  }

  get account(): AccountRecord {
    const record = this.store.get('sim.account', 'account');
    if (!record) throw new Error('the account has no record');
    return record;
  }

  get settings(): Settings {
    return this.account.settings;
  }

  /** Simulated time in whole seconds: of the account, of the test clock in use, or of the due work being done. */
  now(): number {
    return this.#at ?? this.#accountNow();
  }

  /** From here on `now` is this test clock's time; nothing changes for null. */
  useClock(testClock: string | null | undefined): void {
    if (testClock) this.#at = this.store.get('test_helpers.test_clock', testClock)?.frozen_time ?? this.#at;
  }

  /** A new id, such as `cus_…` for `cus`; they follow from the account's seed. */
  newId(prefix: string): string {
    const { seed, counter } = this.store.update('sim.account', 'account', { counter: this.account.counter + 1 });
    return idOf(prefix, seed, counter);
  }

  /** @throws StripeError 404: the id of the path is unknown */
  inPath<T extends ObjectType>(type: T, id: string, param = 'id'): Stored<T> {
    const found = this.store.get(type, id);
    if (!found) throw notFound(type, id, param);
    return found;
  }

  /** @throws StripeError 400: an id given as a parameter is unknown */
  inParameter<T extends ObjectType>(type: T, id: string, param: string): Stored<T> {
    const found = this.store.get(type, id);
    if (!found) throw unknownReference(type, id, param);
    return found;
  }

  /** Tells the webhook endpoints; `data` is what the object is now. */
  emit(type: string, object: object, previous?: object): void {
    recordEvent(this, type, object, previous);
  }

  /** Emits with `previous_attributes` when something changed. */
  emitChange(type: string, before: object, after: object): void {
    const previous = previousAttributes(before, after);
    if (previous) this.emit(type, after, previous);
  }

  /** Has work done when its time comes; the same key again replaces what was scheduled. */
  schedule(
    work: Readonly<{ key: string; kind: string; at: number; testClock?: string | null; data?: WorkData }>,
  ): void {
    const { key, kind, at, testClock = null, data = {} } = work;
    const { counter } = this.store.update('sim.account', 'account', { counter: this.account.counter + 1 });
    this.store.put('sim.work', { id: key, kind, at, sequence: counter, testClock, data });
  }

  cancel(key: string): void {
    this.store.delete('sim.work', key);
  }
}
