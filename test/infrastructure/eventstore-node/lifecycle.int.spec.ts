import { CancelledError, END, EventStoreDBClient } from '@eventstore/db-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { startEventStoreNode } from '../../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { freshDatabase } from '../../support/freshDatabase.js';
import { follow } from './following.js';
import { forkNode } from './forkNode.js';
import { connect } from './nodeUnderTest.js';
import { contiguous, positions, rejection, wholeLog } from './reading.js';
import { event, events, newStream } from './testEvents.js';

let databaseUrl: string;
beforeEach(async () => {
  databaseUrl = await freshDatabase();
});

describe('a node that stops', () => {
  it('ends subscriptions with a cancellation, and serves the same client again after a restart', async () => {
    const node = await startEventStoreNode({ databaseUrl });
    const client = connect(node.connectionString);
    const stream = newStream();
    await client.appendToStream(stream, event(stream, 0));
    const followed = [follow(client.subscribeToAll({ fromPosition: END })), follow(client.subscribeToStream(stream))];
    await Promise.all(followed.map((each) => each.caughtUp()));
    await node.stop();
    for (const each of followed) expect(await each.failed()).toBeInstanceOf(CancelledError);
    expect(await rejection(client.appendToStream(stream, event(stream, 1)))).toMatchObject({ code: 14 });
    const again = await startEventStoreNode({ databaseUrl, port: node.port });
    expect((await client.appendToStream(stream, event(stream, 1), { expectedRevision: 0n })).success).toBe(true);
    await client.dispose();
    await again.stop();
  });

  it('answers the appends it has accepted, or fails them', async () => {
    const node = await startEventStoreNode({ databaseUrl });
    const client = connect(node.connectionString);
    const stream = newStream();
    await client.appendToStream(stream, event(stream, 0));
    const appends = Array.from({ length: 100 }, (_, number) =>
      client.appendToStream(stream, event(stream, number + 1)),
    );
    await Promise.race(appends);
    await node.stop();
    const acknowledged = (await Promise.allSettled(appends)).filter(({ status }) => status === 'fulfilled');
    await client.dispose();
    const again = await startEventStoreNode({ databaseUrl });
    const reader = connect(again.connectionString);
    const log = await wholeLog(reader);
    expect(positions(log)).toEqual(contiguous(log.length));
    expect(log.length).toBeGreaterThanOrEqual(3 + acknowledged.length);
    await reader.dispose();
    await again.stop();
  });

  it('that finds its port taken lets go of the database again', async () => {
    const node = await startEventStoreNode({ databaseUrl });
    const other = await freshDatabase();
    await expect(startEventStoreNode({ databaseUrl: other, port: node.port })).rejects.toThrow();
    const second = await startEventStoreNode({ databaseUrl: other, lockWaitMs: 0 });
    await Promise.all([node.stop(), second.stop()]);
  });

  it('can be stopped twice', async () => {
    const node = await startEventStoreNode({ databaseUrl });
    await Promise.all([node.stop(), node.stop()]);
  });
});

describe('a node in a process of its own', () => {
  it('says where it listens and where its log ends, and stops when told to', async () => {
    const node = await forkNode(databaseUrl);
    expect(node).toMatchObject({ head: 2n, connectionString: `esdb://127.0.0.1:${node.port}?tls=false` });
    const client = connect(node.connectionString);
    const stream = newStream();
    await client.appendToStream(stream, events(stream, 5));
    process.kill(node.pid, 'SIGINT');
    await client.appendToStream(stream, events(stream, 5, 5));
    await client.dispose();
    await node.stop();
    expect(await node.exited).toEqual({ code: 0, signal: null });
    const again = await forkNode(databaseUrl, node.port);
    expect(again).toMatchObject({ head: 12n, port: node.port });
    await again.stop();
  });

  it('that cannot start says why', async () => {
    const error = await rejection(forkNode('postgres://nobody@127.0.0.1:1/none'));
    expect(error).toMatchObject({ message: expect.stringContaining('ECONNREFUSED') });
  });
});

describe('a client', () => {
  it.each(['esdb+discover://127.0.0.1', 'esdb+discover://localhost', 'esdb://localhost'])(
    'finds the node by %s',
    async (address) => {
      const node = await startEventStoreNode({ databaseUrl });
      const client = EventStoreDBClient.connectionString(`${address}:${node.port}?tls=false`);
      const stream = newStream();
      expect((await client.appendToStream(stream, event(stream, 0))).success).toBe(true);
      expect(positions(await wholeLog(client))).toEqual(contiguous(3));
      await client.dispose();
      await node.stop();
    },
  );

  it('is told that projections and persistent subscriptions are not here', async () => {
    const node = await startEventStoreNode({ databaseUrl });
    const client = connect(node.connectionString);
    expect(await rejection(client.getProjectionState('none'))).toMatchObject({
      message: expect.stringContaining('UNIMPLEMENTED'),
    });
    await client.dispose();
    await node.stop();
  });
});
