import { setImmediate as turn } from 'node:timers/promises';
import type { FeedBatch, FollowOptions, StoredEvent } from '../../application/ports/eventStore.js';
import { type BackOff, backOff } from './backOff.js';
import { ConnectionSlot } from './connectionSlot.js';
import { eventMatcher } from './eventFilter.js';
import type { EventStoreLogger } from './logger.js';
import { OpenRead } from './openRead.js';
import type { Reader } from './reader.js';
import { feedRequest } from './readRequest.js';
import type { StoreConnection } from './storeConnection.js';
import { within } from './within.js';

const DEFAULT_MAX_BATCH = 5_000;
const betweenSubscriptions: BackOff = { firstMs: 50, capMs: 1_000 };

export type FeedParts = Readonly<{
  connectionString: string;
  reader: Reader;
  /** A feed that is dead without having ended is found out within so many milliseconds. */
  silenceMs: number;
  logger: EventStoreLogger;
}>;

/** One caller's way through the log, over as many subscriptions as it takes. */
export class Feed {
  readonly #parts: FeedParts;
  readonly #options: FollowOptions;
  readonly #slot: ConnectionSlot;
  readonly #matches: (event: StoredEvent) => boolean;
  #position: bigint | undefined;

  /** @throws RangeError for a filter without names */
  constructor(parts: FeedParts, options: FollowOptions) {
    this.#parts = parts;
    this.#options = options;
    this.#slot = new ConnectionSlot(parts.connectionString);
    this.#matches = eventMatcher(options.filter);
    this.#position = options.after;
  }

  /** Ends when the signal aborts. */
  async *batches(): AsyncGenerator<FeedBatch> {
    const { signal } = this.#options;
    let failures = 0;
    try {
      while (!signal.aborted) {
        const connection = this.#slot.current();
        try {
          for await (const batch of this.#subscription(connection)) {
            failures = 0;
            yield batch;
          }
          this.#warn(undefined);
        } catch (error) {
          this.#warn(error);
        }
        this.#slot.replace(connection);
        if (!signal.aborted) await backOff(betweenSubscriptions, failures++, signal);
      }
    } finally {
      this.#slot.close();
    }
  }

  /** One subscription until it ends. @throws Error when it fails or must be given up */
  async *#subscription(connection: StoreConnection): AsyncGenerator<FeedBatch> {
    const { silenceMs } = this.#parts;
    const { filter, signal, maxBatch = DEFAULT_MAX_BATCH } = this.#options;
    const patience = silenceMs / 2;
    const unanswered = () => new Error(`The event store could not be reached for ${patience} ms`);
    const after = this.#position;
    const call = await within(connection.openRead(feedRequest(after, filter)), patience, unanswered);
    const read = new OpenRead(call, { after, matches: this.#matches, maxBuffered: maxBatch });
    const abort = () => read.close();
    signal.addEventListener('abort', abort);
    let live = false;
    try {
      while (!signal.aborted) {
        if (await read.news(patience)) {
          // What one turn of the event loop brings is one batch: it costs no time, and who follows is woken once for all of it.
          await turn();
          const { events, position, live: reached, ended } = read.take();
          const moved = position !== undefined && (this.#position === undefined || position > this.#position);
          if (moved) this.#position = position;
          if (!signal.aborted && this.#position !== undefined && (moved || reached !== live)) {
            live = reached;
            yield { events, position: this.#position, live };
          }
          if (!ended) continue;
          if (read.failure) throw read.failure;
          return;
        }
        const quietUpTo = await this.#quietUpTo(patience);
        if (read.hasNews || quietUpTo === this.#position) continue;
        this.#position = quietUpTo;
        if (quietUpTo !== undefined) yield { events: [], position: quietUpTo, live };
      }
    } finally {
      signal.removeEventListener('abort', abort);
      read.close();
    }
  }

  /**
   * How far the log has nothing for this feed. Asked over another connection when the subscription is silent: that no
   * matching event lies behind the last one handed over is the only proof that the subscription is not dead.
   *
   * @throws Error when there is one, or the server does not answer
   */
  async #quietUpTo(patience: number): Promise<bigint | undefined> {
    const { filter, signal } = this.#options;
    const { reader } = this.#parts;
    const limits = { timeoutMs: patience / 2, repetitions: 1, signal };
    const position = this.#position;
    const head = await reader.lastPosition(limits);
    if (head === undefined || (position !== undefined && head <= position)) return position;
    for await (const missed of reader.readAll(position, filter, limits)) {
      throw new SilentSubscription(`The subscription is silent, though ${missed.position} is in the log`);
    }
    return head;
  }

  #warn(error: unknown): void {
    const { signal } = this.#options;
    if (signal.aborted) return;
    const message = error ? 'A feed broke; it is resumed' : 'The event store ended a feed; it is resumed';
    this.#parts.logger.warn({ err: error, position: this.#position?.toString() }, message);
  }
}

class SilentSubscription extends Error {
  override readonly name = 'SilentSubscription';
}
