import type { Connection } from './connection.js';
import type { FeedItem } from './feed.js';
import { type ItemFrame, itemFrames } from './itemFrames.js';

/** The live sockets of one organization. */
export class LiveOrganization {
  /** When the last look for its news began, in monotonic milliseconds. */
  lookedAt = Number.NEGATIVE_INFINITY;
  /** Everything up to here has gone to every socket in step: kept once, however many they are. */
  #step = 0n;
  readonly #inStep = new Set<Connection>();
  /** Who joined with less than that. */
  readonly #late = new Set<Connection>();

  constructor(readonly id: string) {}

  get empty(): boolean {
    return this.#inStep.size === 0 && this.#late.size === 0;
  }
  /** Everything up to here has gone to every one of its sockets. */
  get delivered(): bigint {
    let lowest = this.#step;
    for (const { delivered } of this.#late) if (delivered < lowest) lowest = delivered;
    return lowest;
  }
  add(connection: Connection): void {
    if (this.empty) this.#step = connection.delivered;
    if (connection.delivered < this.#step) this.#late.add(connection);
    else this.#inStep.add(connection);
  }
  remove(connection: Connection): void {
    this.#inStep.delete(connection);
    this.#late.delete(connection);
  }

  /**
   * Hands on what was read between two positions. A socket that joined meanwhile and needs more than that waits for the next read.
   * @returns how many frames went out
   */
  deliver(items: readonly FeedItem[], after: bigint, upTo: bigint, now: number): number {
    const frames = itemFrames(items);
    let sent = 0;
    if (this.#step >= after && upTo > this.#step) {
      const news = frames.filter(({ position }) => position > this.#step);
      if (news.length > 0) sent += sendTo(this.#inStep, news, upTo, now);
      this.#step = upTo;
    }
    if (this.#late.size > 0) sent += this.#deliverLate(frames, after, upTo, now);
    return sent;
  }

  #deliverLate(frames: readonly ItemFrame[], after: bigint, upTo: bigint, now: number): number {
    const ready = new Set([...this.#late].filter(({ delivered }) => delivered >= after));
    for (const connection of ready) this.#late.delete(connection);
    const sent = sendTo(ready, frames, upTo, now);
    for (const connection of ready) this.add(connection);
    return sent;
  }
}

/** Sends frames to sockets and forgets those that are not live any more. */
function sendTo(connections: Set<Connection>, frames: readonly ItemFrame[], upTo: bigint, now: number): number {
  let sent = 0;
  for (const connection of connections) {
    sent += connection.deliver(frames, upTo, now);
    if (connection.state !== 'live') connections.delete(connection);
  }
  return sent;
}
