import type { Connection } from './connection.js';
import type { FeedItem } from './feed.js';
import { itemFrames } from './itemFrames.js';

/** The live sockets of one organization. */
export class LiveOrganization {
  /** Everything up to here has gone to every one of its sockets. */
  delivered = 0n;
  readonly #connections = new Set<Connection>();

  constructor(readonly id: string) {}

  get empty(): boolean {
    return this.#connections.size === 0;
  }
  add(connection: Connection): void {
    if (this.empty || connection.delivered < this.delivered) this.delivered = connection.delivered;
    this.#connections.add(connection);
  }
  remove(connection: Connection): void {
    this.#connections.delete(connection);
  }

  /**
   * Hands on what was read between two positions. A socket that joined meanwhile and needs more than that waits for the next read.
   * @returns how many frames went out
   */
  deliver(items: readonly FeedItem[], after: bigint, upTo: bigint, now: number): number {
    const frames = itemFrames(items);
    let sent = 0;
    let lowest = upTo;
    for (const connection of this.#connections) {
      if (connection.delivered >= after) sent += connection.deliver(frames, upTo, now);
      if (connection.state !== 'live') this.#connections.delete(connection);
      else if (connection.delivered < lowest) lowest = connection.delivered;
    }
    this.delivered = lowest;
    return sent;
  }
}
