import { EventStoreUnavailable, type FeedFilter, type StoredEvent } from '../../application/ports/eventStore.js';
import { type BackOff, backOff } from './backOff.js';
import type { ConnectionSlot } from './connectionSlot.js';
import { eventMatcher } from './eventFilter.js';
import { isPermanent } from './grpcStatus.js';
import { OpenRead, type OpenReadOptions } from './openRead.js';
import { headRequest, logRequest, streamRequest } from './readRequest.js';
import { within } from './within.js';

const MAX_BUFFERED = 2_000;
const DEFAULT_REPETITIONS = 3;
const betweenRepetitions: BackOff = { firstMs: 50, capMs: 400 };

type Request = ReturnType<typeof headRequest>;

export type ReadLimits = Readonly<{
  /** Longest wait for the server to send something (ms). */
  timeoutMs: number;
  /** How often in a row a broken read is taken up again. */
  repetitions: number;
  signal?: AbortSignal;
}>;
type Selection = Pick<OpenReadOptions, 'after' | 'matches'>;

/** Reads that end. Each goes on where it was when its connection breaks, a few times. */
export class Reader {
  readonly #slot: ConnectionSlot;
  readonly #limits: ReadLimits;

  /** @param timeoutMs longest wait for the server to send something */
  constructor(slot: ConnectionSlot, timeoutMs: number) {
    this.#slot = slot;
    this.#limits = { timeoutMs, repetitions: DEFAULT_REPETITIONS };
  }

  readStream(stream: string, fromRevision = 0n): AsyncGenerator<StoredEvent> {
    const requestAfter = (last?: StoredEvent) => streamRequest(stream, last ? last.revision + 1n : fromRevision);
    return this.#resumable(requestAfter, { after: undefined }, this.#limits);
  }

  readAll(after: bigint | undefined, filter?: FeedFilter, limits = this.#limits): AsyncGenerator<StoredEvent> {
    const matches = eventMatcher(filter);
    return this.#resumable((last) => logRequest(last?.position ?? after, filter), { after, matches }, limits);
  }

  /** Position of the last event, the store's own included; undefined for a log without any. */
  async lastPosition(limits = this.#limits): Promise<bigint | undefined> {
    for await (const event of this.#resumable(headRequest, { after: undefined }, limits)) return event.position;
    return undefined;
  }

  /** At most so many events of a stream, in one attempt. @throws Error when the server cannot be asked in time */
  async readSome(stream: string, fromRevision: bigint, count: number, timeoutMs: number): Promise<StoredEvent[]> {
    const request = streamRequest(stream, fromRevision, String(count));
    const found: StoredEvent[] = [];
    for await (const events of this.#batches(request, { after: undefined }, { timeoutMs, repetitions: 0 }))
      found.push(...events);
    return found;
  }

  async *#resumable(
    requestAfter: (last: StoredEvent | undefined) => Request,
    selection: Selection,
    limits: ReadLimits,
  ): AsyncGenerator<StoredEvent> {
    let last: StoredEvent | undefined;
    for (let failures = 0; ; failures++) {
      try {
        const from = last ? { ...selection, after: last.position } : selection;
        for await (const events of this.#batches(requestAfter(last), from, limits)) {
          for (const event of events) {
            last = event;
            failures = 0;
            yield event;
          }
        }
        return;
      } catch (error) {
        if (isPermanent(error)) throw error;
        if (failures >= limits.repetitions || limits.signal?.aborted) {
          throw new EventStoreUnavailable('The event store cannot be read', { cause: error });
        }
        await backOff(betweenRepetitions, failures, limits.signal);
      }
    }
  }

  async *#batches(request: Request, selection: Selection, limits: ReadLimits): AsyncGenerator<readonly StoredEvent[]> {
    const { timeoutMs, signal } = limits;
    const connection = this.#slot.current();
    const expired = () => new ReadTimedOut(`The event store sent nothing for ${Math.round(timeoutMs)} ms`);
    let read: OpenRead | undefined;
    const abort = () => read?.close();
    try {
      const call = await within(connection.openRead(request), timeoutMs, expired);
      read = new OpenRead(call, { ...selection, maxBuffered: MAX_BUFFERED });
      signal?.addEventListener('abort', abort);
      for (;;) {
        if (!(await read.news(timeoutMs))) throw expired();
        const { events, ended } = read.take();
        if (events.length > 0) yield events;
        if (!ended) continue;
        if (read.failure) throw read.failure;
        if (signal?.aborted) throw new Error('The read was given up', { cause: signal.reason });
        return;
      }
    } catch (error) {
      if (!this.#harmless(error, limits)) this.#slot.replace(connection);
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      read?.close();
    }
  }

  /** Whether an error says nothing about the connection, which others are using too. */
  #harmless(error: unknown, { timeoutMs, signal }: ReadLimits): boolean {
    const tooShortToTell = error instanceof ReadTimedOut && timeoutMs < this.#limits.timeoutMs / 2;
    return tooShortToTell || isPermanent(error) || signal?.aborted === true;
  }
}

class ReadTimedOut extends Error {
  override readonly name = 'ReadTimedOut';
}
