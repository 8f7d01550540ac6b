import { onTestFinished } from 'vitest';
import {
  type EventStoreNode,
  startEventStoreNode,
} from '../../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import {
  type ConnectedEventStore,
  connectEventStore,
  type EventStoreOptions,
} from '../../../infrastructure/eventstore/connectEventStore.js';
import { freshDatabase } from '../../support/freshDatabase.js';

export const esdb = (port: number): string => `esdb://127.0.0.1:${port}?tls=false`;

/** A node on a database of its own, stopped after the test. */
export async function freshNode(): Promise<EventStoreNode> {
  const node = await startEventStoreNode({ databaseUrl: await freshDatabase(), port: 0 });
  onTestFinished(() => node.stop());
  return node;
}

/** The adapter, closed after the test. */
export async function storeAt(
  connectionString: string,
  options: Partial<EventStoreOptions> = {},
): Promise<ConnectedEventStore> {
  const store = await connectEventStore({ connectionString, appendTimeoutMs: 5_000, ...options });
  onTestFinished(() => store.close());
  return store;
}
