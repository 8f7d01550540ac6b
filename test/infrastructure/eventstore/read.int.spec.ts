import { binaryEvent, EventStoreDBClient, NO_STREAM } from '@eventstore/db-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EventStoreUnavailable } from '../../../application/ports/eventStore.js';
import { startGrpcProxy } from '../../support/grpcProxy.js';
import { startTcpProxy } from '../../support/tcpProxy.js';
import { until } from '../../support/until.js';
import { esdb, freshNode, storeAt } from './connectedStore.js';
import { collect, testEvent, testEvents } from './testEvents.js';

const freshStore = async () => storeAt((await freshNode()).connectionString);

describe('reading a stream', () => {
  it('gives nothing for a stream that does not exist', async () => {
    const store = await freshStore();
    expect(await collect(store.readStream('team-1'))).toEqual([]);
  });

  it('gives all events in order, or those from a revision on', async () => {
    const store = await freshStore();
    const events = testEvents(3_000);
    await store.append('team-1', events, 'noStream');
    const stored = await collect(store.readStream('team-1'));
    expect(stored.map(({ id }) => id)).toEqual(events.map(({ id }) => id));
    expect(stored.map(({ revision }) => revision)).toEqual(events.map((_, index) => BigInt(index)));
    const tail = await collect(store.readStream('team-1', 2_990n));
    expect(tail).toEqual(stored.slice(2_990));
    expect(await collect(store.readStream('team-1', 3_000n))).toEqual([]);
  });

  it('gives data that is not JSON as a string', async () => {
    const { connectionString } = await freshNode();
    const store = await storeAt(connectionString);
    const client = EventStoreDBClient.connectionString(connectionString);
    onTestFinished(() => client.dispose());
    const data = Buffer.from('{"broken":');
    await client.appendToStream('team-1', binaryEvent({ type: 'Broken', data }), { expectedRevision: NO_STREAM });
    expect(await collect(store.readStream('team-1'))).toMatchObject([{ type: 'Broken', data: '{"broken":' }]);
  });

  it('left early ends the call at the server', async () => {
    const node = await freshNode();
    const proxy = await startGrpcProxy(node.port);
    onTestFinished(() => proxy.stop());
    const store = await storeAt(proxy.connectionString);
    const large = 'x'.repeat(50_000);
    for (let revision = -1n; revision < 199n; revision += 20n) {
      const events = Array.from({ length: 20 }, () => testEvent(large));
      await store.append('team-1', events, revision < 0n ? 'noStream' : revision);
    }
    for await (const event of store.readStream('team-1')) {
      expect(event.revision).toBe(0n);
      break;
    }
    await until(() => proxy.openCalls('read') === 0);
    expect(proxy.replies('read')).toBeLessThan(200);
    expect(await collect(store.readStream('team-1', 198n))).toHaveLength(2);
  });

  it('goes on where it was when the connection is cut', async () => {
    const node = await freshNode();
    const proxy = await startTcpProxy(node.port);
    onTestFinished(() => proxy.stop());
    const store = await storeAt(esdb(proxy.port));
    const events = testEvents(9_000);
    await store.append('team-1', events, 'noStream');
    const ids: string[] = [];
    for await (const { id } of store.readStream('team-1')) {
      ids.push(id);
      if (ids.length === 10) proxy.cut();
    }
    expect(proxy.accepted()).toBeGreaterThan(2);
    expect(ids).toEqual(events.map(({ id }) => id));
  });

  it('of a server that never answers fails within the bound', async () => {
    const node = await freshNode();
    const proxy = await startGrpcProxy(node.port);
    onTestFinished(() => proxy.stop());
    const store = await storeAt(proxy.connectionString, { appendTimeoutMs: 200 });
    proxy.swallowReplies('read', true);
    await expect(collect(store.readStream('team-1'))).rejects.toThrow(EventStoreUnavailable);
    await until(() => proxy.openCalls('read') === 0);
  });
});

describe('reading the log', () => {
  it('gives the events of all streams after a position, none of the store itself', async () => {
    const store = await freshStore();
    const start = await store.head();
    for (const team of [1, 2, 3]) await store.append(`team-${team}`, testEvents(2), 'noStream');
    const all = await collect(store.readAll(undefined));
    expect(all.map(({ stream, revision }) => `${stream}@${revision}`)).toEqual(
      [1, 2, 3].flatMap((team) => [`team-${team}@0`, `team-${team}@1`]),
    );
    expect(await collect(store.readAll(start))).toEqual(all);
    expect(await collect(store.readAll(all[2]?.position))).toEqual(all.slice(3));
    expect(await collect(store.readAll(await store.head()))).toEqual([]);
  });

  it('through a filter gives exact event types and stream prefixes', async () => {
    const store = await freshStore();
    await store.append('team-1', [testEvent(1, 'SeatsChanged'), testEvent(2, 'SeatsChangedBack')], 'noStream');
    await store.append('ticket-1', [testEvent(3, 'SeatsChanged'), testEvent(4, 'Other')], 'noStream');
    const data = async (filter: Parameters<typeof store.readAll>[1]) =>
      (await collect(store.readAll(undefined, filter))).map((event) => event.data);
    expect(await data({ eventTypes: ['SeatsChanged'] })).toEqual([1, 3]);
    expect(await data({ eventTypes: ['Other', 'SeatsChangedBack'] })).toEqual([2, 4]);
    expect(await data({ streamPrefixes: ['ticket-'] })).toEqual([3, 4]);
    expect(await data({ streamPrefixes: ['team-', 'ticket-'] })).toEqual([1, 2, 3, 4]);
    await expect(data({ eventTypes: [] })).rejects.toThrow(RangeError);
  });
});
