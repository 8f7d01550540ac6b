import { type AppendToStreamOptions, EventStoreDBClient } from '@eventstore/db-client';
import { afterAll, beforeAll } from 'vitest';
import type { NodeOptions } from '../../../infrastructure/embedded/eventstore-node/nodeOptions.js';
import {
  type EventStoreNode,
  startEventStoreNode,
} from '../../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { freshDatabase } from '../../support/freshDatabase.js';

/** A node on a database of its own for all tests of a file, and a client of it. */
export function nodeUnderTest(options: Partial<NodeOptions> = {}) {
  let running: Readonly<{ node: EventStoreNode; client: EventStoreDBClient }> | undefined;
  let url = '';
  const present = () => {
    if (running === undefined) throw new Error('the node of this file is not running');
    return running;
  };
  const start = async () => {
    const node = await startEventStoreNode({ ...options, databaseUrl: url });
    running = { node, client: connect(node.connectionString) };
  };
  const stop = async () => {
    const { node, client } = present();
    running = undefined;
    await client.dispose();
    await node.stop();
  };
  beforeAll(async () => {
    url = await freshDatabase();
    await start();
  });
  afterAll(stop);
  return {
    node: () => present().node,
    client: () => present().client,
    databaseUrl: () => url,
    restart: async () => {
      await stop();
      await start();
    },
  };
}

export const connect = (connectionString: string): EventStoreDBClient =>
  EventStoreDBClient.connectionString(connectionString);

/** The two ways in which the client appends: over one BatchAppend call, or, with credentials of its own, by an Append call. */
export const appendMethods: readonly (readonly [name: string, options: AppendToStreamOptions])[] = [
  ['BatchAppend', {}],
  ['Append', { credentials: { username: 'admin', password: 'changeit' } }],
];
