import { describe, expect, it, onTestFinished } from 'vitest';
import { startEventStoreNode } from '../../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { freshDatabase } from '../../support/freshDatabase.js';
import { startGrpcProxy } from '../../support/grpcProxy.js';
import { startTcpProxy } from '../../support/tcpProxy.js';
import { until } from '../../support/until.js';
import { esdb, freshNode, storeAt } from './connectedStore.js';
import { followed } from './followed.js';
import { collect, testEvent, testEvents } from './testEvents.js';

describe('a feed that the server ends', () => {
  for (const status of ['OK', 'UNAVAILABLE'] as const) {
    it(`with ${status}, again and again, goes on with nothing lost or doubled`, async () => {
      const node = await freshNode();
      const proxy = await startGrpcProxy(node.port);
      onTestFinished(() => proxy.stop());
      const direct = await storeAt(node.connectionString);
      await direct.append('team-0', testEvents(2_000), 'noStream');
      const feed = followed(await storeAt(proxy.connectionString), { after: undefined });
      for (let round = 1; round <= 5; round++) {
        await until(() => proxy.openCalls('read') === 1 && feed.events.length >= 400 * round);
        proxy.end('read', status);
        await direct.append(`team-${round}`, testEvents(200), 'noStream');
      }
      await until(() => feed.events.length >= 3_000);
      expect(feed.events).toEqual(await collect(direct.readAll(undefined)));
      await feed.stop();
    });
  }
});

describe('a feed whose connection', () => {
  it('is cut goes on with nothing lost or doubled, within two seconds', async () => {
    const node = await freshNode();
    const proxy = await startTcpProxy(node.port);
    onTestFinished(() => proxy.stop());
    const direct = await storeAt(node.connectionString);
    const feed = followed(await storeAt(esdb(proxy.port)), { after: undefined, maxBatch: 50 });
    for (let round = 0; round < 5; round++) {
      await direct.append(`team-${round}`, testEvents(500), 'noStream');
      proxy.cut();
      const cutAt = performance.now();
      await until(() => feed.events.length >= 500 * (round + 1));
      expect(performance.now() - cutAt).toBeLessThan(2_000);
    }
    expect(feed.events).toEqual(await collect(direct.readAll(undefined)));
    await feed.stop();
  });

  it('is half open is found out within the silence it was given, once something is in the log', async () => {
    const node = await freshNode();
    const proxy = await startTcpProxy(node.port);
    onTestFinished(() => proxy.stop());
    const direct = await storeAt(node.connectionString);
    const feed = followed(await storeAt(esdb(proxy.port), { silenceMs: 2_000 }), { after: undefined });
    await direct.append('team-1', testEvents(10), 'noStream');
    await until(() => feed.events.length === 10 && feed.live());
    proxy.freezeOpen();
    await direct.append('team-1', testEvents(10), 9n);
    const frozenAt = performance.now();
    await until(() => feed.events.length === 20);
    expect(performance.now() - frozenAt).toBeLessThan(3_000);
    expect(feed.events).toEqual(await collect(direct.readAll(undefined)));
    await feed.stop();
  });

  it('is silent because there is nothing for it stays, and learns how far that is true', async () => {
    const node = await freshNode();
    const proxy = await startGrpcProxy(node.port);
    onTestFinished(() => proxy.stop());
    const direct = await storeAt(node.connectionString);
    const warnings: string[] = [];
    const logger = { info: () => undefined, warn: (_: object, message: string) => warnings.push(message) };
    const store = await storeAt(proxy.connectionString, { silenceMs: 400, logger });
    const feed = followed(store, { after: undefined, filter: { eventTypes: ['Opened'] } });
    await until(() => feed.live());
    await direct.append('team-1', testEvents(3), 'noStream');
    const head = await direct.head();
    await until(() => feed.position() === head);
    await direct.append('ticket-1', [testEvent('mine', 'Opened')], 'noStream');
    await until(() => feed.events.length === 1);
    expect(feed.events).toMatchObject([{ data: 'mine' }]);
    expect(warnings).toEqual([]);
    await feed.stop();
  });
});

describe('a node that restarts under a feed', () => {
  it('finds it again where it was', async () => {
    const databaseUrl = await freshDatabase();
    const before = await startEventStoreNode({ databaseUrl, port: 0 });
    const store = await storeAt(before.connectionString);
    await store.append('team-1', testEvents(100), 'noStream');
    const feed = followed(store, { after: undefined });
    await until(() => feed.events.length === 100);
    await before.stop();
    const after = await startEventStoreNode({ databaseUrl, port: before.port });
    onTestFinished(() => after.stop());
    const startedAt = performance.now();
    await store.append('team-1', testEvents(100), 99n);
    await until(() => feed.events.length === 200);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(feed.events).toEqual(await collect(store.readAll(undefined)));
    await feed.stop();
  });
});
