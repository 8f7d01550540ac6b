import type { Connection } from './connection.js';
import { serverFrames } from './protocol.js';

/** Who watches one resource. Changes that come faster than the pace are told once, with the latest position. */
export class WatchedResource {
  /** The last position a wake-up told of. */
  heard = 0n;
  readonly #watchers = new Map<string, Set<Connection>>();
  readonly #pending = new Map<string, bigint>();
  #pace: NodeJS.Timeout | undefined;

  constructor(
    readonly name: string,
    readonly everyMs: number,
    readonly now: () => number,
  ) {}

  add(connection: Connection, organizationId: string): void {
    const watchers = this.#watchers.get(organizationId) ?? new Set();
    this.#watchers.set(organizationId, watchers.add(connection));
  }
  remove(connection: Connection, organizationId: string): void {
    const watchers = this.#watchers.get(organizationId);
    watchers?.delete(connection);
    if (watchers?.size === 0) this.#watchers.delete(organizationId);
  }

  changed(organizationIds: Iterable<string>, position: bigint): void {
    if (position > this.heard) this.heard = position;
    for (const id of organizationIds) {
      if (this.#watchers.has(id) && (this.#pending.get(id) ?? -1n) < position) this.#pending.set(id, position);
    }
    if (!this.#pace) this.#tell();
  }
  changedForAll(position: bigint): void {
    this.changed(this.#watchers.keys(), position);
  }
  stop(): void {
    clearTimeout(this.#pace);
    this.#pending.clear();
  }

  #tell(): void {
    this.#pace = undefined;
    if (this.#pending.size === 0) return;
    for (const [organizationId, position] of this.#pending) {
      const frame = serverFrames.changed(this.name, position);
      for (const connection of this.#watchers.get(organizationId) ?? []) connection.send(frame, this.now());
    }
    this.#pending.clear();
    this.#pace = setTimeout(() => this.#tell(), this.everyMs);
  }
}
