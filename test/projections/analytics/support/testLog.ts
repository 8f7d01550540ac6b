import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { EventCodec } from '../../../../application/events/eventCodec.js';
import type { EventMetadata } from '../../../../application/events/metadata.js';
import type { AnyEvent } from '../../../../application/events/recordedEvent.js';
import { startEventStoreNode } from '../../../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import {
  type ConnectedEventStore,
  connectEventStore,
} from '../../../../infrastructure/eventstore/connectEventStore.js';
import { migrate } from '../../../../infrastructure/postgres/migrations.js';
import { freshDatabase } from '../../../support/freshDatabase.js';
import { testCodec, testPool } from './logAccess.js';

/** The real log over a database of its own. */
export type TestLog = Readonly<{
  databaseUrl: string;
  connectionString: string;
  pool: Pool;
  eventStore: ConnectedEventStore;
  codec: EventCodec;
  /** Appends events, numbered on from those before, spread over ten organizations and some streams; returns the head. */
  append: (count: number) => Promise<bigint>;
  /** Appends given events to a stream of their own. */
  appendEvents: (events: readonly AnyEvent[], metadata?: Partial<EventMetadata>) => Promise<bigint>;
  /** How many events were appended by `append` and `appendEvents`. */
  appended: () => number;
  stop: () => Promise<void>;
}>;

const BATCH = 500;

export async function startTestLog(): Promise<TestLog> {
  const databaseUrl = await freshDatabase();
  await migrate(databaseUrl);
  const node = await startEventStoreNode({ databaseUrl });
  const pool = testPool(databaseUrl);
  const eventStore = await connectEventStore({ connectionString: node.connectionString });
  const codec = testCodec(pool);
  let appended = 0;
  let streams = 0;

  async function appendEvents(events: readonly AnyEvent[], metadata: Partial<EventMetadata> = {}): Promise<bigint> {
    const stream = `thing-${streams++}`;
    const encoded = await Promise.all(
      events.map((event, at) =>
        codec.encode(event, uuid(appended + at), { ...metadataOf(appended + at), ...metadata }),
      ),
    );
    const result = await eventStore.append(stream, encoded, 'noStream');
    if (result.outcome !== 'appended') throw new Error('a stream of its own was there already');
    appended += events.length;
    return result.position;
  }

  async function append(count: number): Promise<bigint> {
    let head = 0n;
    for (let left = count; left > 0; left -= BATCH) {
      const events = Array.from({ length: Math.min(BATCH, left) }, (_, at) => thing(appended + at));
      head = await appendEvents(events);
    }
    return head;
  }

  return {
    databaseUrl,
    connectionString: node.connectionString,
    pool,
    eventStore,
    codec,
    append,
    appendEvents,
    appended: () => appended,
    stop: async () => {
      await eventStore.close();
      await pool.end();
      await node.stop();
    },
  };
}

const thing = (number: number): AnyEvent =>
  number % 3 === 0
    ? { type: 'ThingMoved', data: { number } }
    : { type: 'ThingMade', data: { number, note: `note; "${number}"\n'\\ é \0 ${'x'.repeat(number % 200)}` } };

/** Ten organizations, four events a minute. */
const metadataOf = (number: number): Omit<EventMetadata, 'schemaVersion'> => ({
  commandId: uuid(number),
  $correlationId: `correlation-${number}`,
  $causationId: `causation-${number}`,
  organizationId: `organization-${number % 10}`,
  actor: { kind: 'user', id: `user-${number % 7}` },
  occurredAt: new Date(Date.UTC(2026, 0, 1) + number * 15_000).toISOString(),
});

function uuid(number: number): string {
  const hex = createHash('sha256').update(`event ${number}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
