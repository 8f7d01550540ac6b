import { type FeedEntry, weightOf } from './feedEntry.js';

/** What a consumer of the shared feed is handed at once, in log order. */
export type SharedBatch = Readonly<{
  /** Every event of the log, or at least each of the types the consumer joined for. */
  events: readonly FeedEntry[];
  /** Every event up to here has been handed over; it only ever rises. */
  position: bigint;
  /** True when this process knew of nothing newer as it handed this over. */
  live: boolean;
}>;

type Piece = Readonly<{ events: readonly FeedEntry[]; position: bigint; weight: number }>;

export type RingBounds = Readonly<{ maxEvents: number; maxWeight: number }>;

/** The newest part of the log, kept in memory within bounds, with the consumers that wait for more. */
export class FeedRing {
  readonly #bounds: RingBounds;
  readonly #pieces: Piece[] = [];
  #first = 0;
  #events = 0;
  #weight = 0;
  #after: bigint;
  #waiting: (() => void)[] = [];

  /** @param after the ring will hold what follows this position */
  constructor(after: bigint, bounds: RingBounds) {
    this.#after = after;
    this.#bounds = bounds;
  }

  /** The position of the newest batch. */
  get position(): bigint {
    return this.#pieces.at(-1)?.position ?? this.#after;
  }

  /** Whether everything that follows the position is here. */
  covers(position: bigint): boolean {
    return position >= this.#after;
  }

  push(batch: Omit<SharedBatch, 'live'>): void {
    let weight = 100;
    for (const { stored } of batch.events) weight += weightOf(stored);
    if (this.#pieces.at(-1)?.events.length === 0) this.#weight -= this.#pieces.pop()?.weight ?? 0;
    this.#pieces.push({ ...batch, weight });
    this.#events += batch.events.length;
    this.#weight += weight;
    while (this.#pieces.length - this.#first > 1 && this.#full()) this.#dropOldest();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  /** What follows the position, at most `max` events unless one batch is larger; undefined when there is nothing yet. */
  after(position: bigint, max: number): SharedBatch | undefined {
    let at = this.#indexAfter(position);
    const events: FeedEntry[] = [];
    let last: Piece | undefined;
    for (; at < this.#pieces.length; at++) {
      const piece = this.#pieces[at] as Piece;
      if (last && events.length + piece.events.length > max) break;
      for (const entry of piece.events) if (entry.stored.position > position) events.push(entry);
      last = piece;
    }
    return last && { events, position: last.position, live: at === this.#pieces.length };
  }

  /** Resolves at the next push. */
  more(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      signal.addEventListener('abort', wake, { once: true });
      this.#waiting.push(wake);
    });
  }

  /** Binary search: the first piece that reaches beyond the position. */
  #indexAfter(position: bigint): number {
    let low = this.#first;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle] as Piece).position > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #full(): boolean {
    return this.#events > this.#bounds.maxEvents || this.#weight > this.#bounds.maxWeight;
  }

  #dropOldest(): void {
    const piece = this.#pieces[this.#first] as Piece;
    this.#first++;
    this.#after = piece.position;
    this.#events -= piece.events.length;
    this.#weight -= piece.weight;
    this.#pieces[this.#first - 1] = { ...piece, events: [], weight: 0 };
    if (this.#first < 1_000) return;
    this.#pieces.splice(0, this.#first);
    this.#first = 0;
  }
}
