import type { EventStore } from '../../application/ports/eventStore.js';
import { Appender } from './appender.js';
import { AppendStreams } from './appendStreams.js';
import { ConnectionSlot } from './connectionSlot.js';
import { Feed } from './feed.js';
import { type EventStoreLogger, silentLogger } from './logger.js';
import { Reader } from './reader.js';

export type EventStoreOptions = Readonly<{
  /** `esdb://…` or `esdb+discover://…`, as EventStoreDB documents it. */
  connectionString: string;
  /** Longest wait for the answer to one append or for the next event of a read. An append gives up after twice that. */
  appendTimeoutMs?: number;
  /** A feed that is dead without having ended is found out within so many milliseconds. */
  silenceMs?: number;
  logger?: EventStoreLogger;
}>;

export type ConnectedEventStore = EventStore & Readonly<{ close(): Promise<void> }>;

/**
 * The event store behind a connection string: EventStoreDB, KurrentDB or the embedded node, it cannot tell which.
 * Connects with the first call, so the server may be down at this moment. Appends, reads and each feed have a
 * connection of their own.
 *
 * @throws Error when the connection string is not one
 */
export async function connectEventStore(options: EventStoreOptions): Promise<ConnectedEventStore> {
  const { connectionString, appendTimeoutMs: timeoutMs = 5_000, silenceMs = 15_000, logger = silentLogger } = options;
  const appends = new ConnectionSlot(connectionString);
  const reads = new ConnectionSlot(connectionString);
  const closing = new AbortController();
  appends.current();

  const reader = new Reader(reads, timeoutMs);
  const streams = new AppendStreams(appends, timeoutMs / 2);
  // Over the connection of the appends: it is a new one when the outcome of an append is unknown.
  const verifier = new Reader(appends, timeoutMs);
  const appender = new Appender({ streams, verifier, timeoutMs, logger });
  return {
    append: (stream, events, expected) => appender.append(stream, events, expected),
    readStream: (stream, fromRevision) => reader.readStream(stream, fromRevision),
    readAll: (after, filter) => reader.readAll(after, filter),
    head: async () => (await reader.lastPosition()) ?? 0n,
    follow: ({ signal, ...follow }) => {
      const either = AbortSignal.any([signal, closing.signal]);
      return new Feed({ connectionString, reader, silenceMs, logger }, { ...follow, signal: either }).batches();
    },
    async close() {
      closing.abort();
      appends.close();
      reads.close();
    },
  };
}
