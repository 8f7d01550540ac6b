import type { EventStore, StoredEvent } from '../../application/ports/eventStore.js';

/** A log in memory, for stories that are told many times over: append, read a stream, read all. */
export function memoryLog(recordedAt: Date): EventStore {
  const all: StoredEvent[] = [];
  const streams = new Map<string, StoredEvent[]>();

  return {
    async append(stream, events, expected) {
      const known = streams.get(stream) ?? [];
      const revision = BigInt(known.length) - 1n;
      if (expected === 'noStream' ? known.length > 0 : expected !== revision) return { outcome: 'conflict' };
      for (const event of events) {
        const stored = {
          ...event,
          stream,
          revision: BigInt(known.length),
          position: BigInt(all.length),
          recordedAt,
          // As it comes back from a store: JSON, nothing undefined.
          data: JSON.parse(JSON.stringify(event.data)),
          metadata: JSON.parse(JSON.stringify(event.metadata)),
        };
        known.push(stored);
        all.push(stored);
      }
      streams.set(stream, known);
      return { outcome: 'appended', position: BigInt(all.length) - 1n, revision: BigInt(known.length) - 1n };
    },
    async *readStream(stream, fromRevision = 0n) {
      yield* (streams.get(stream) ?? []).slice(Number(fromRevision));
    },
    async *readAll(after) {
      yield* after === undefined ? all : all.slice(Number(after) + 1);
    },
    head: async () => BigInt(all.length) - 1n,
    follow: () => {
      throw new Error('nobody follows a log in memory');
    },
  };
}
