import { describe, expect, it, onTestFinished } from 'vitest';
import { AppendOutcomeUnknown } from '../../../application/ports/eventStore.js';
import { startEventStoreNode } from '../../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { freshDatabase } from '../../support/freshDatabase.js';
import { startGrpcProxy } from '../../support/grpcProxy.js';
import { startTcpProxy } from '../../support/tcpProxy.js';
import { until } from '../../support/until.js';
import { esdb, freshNode, storeAt } from './connectedStore.js';
import { collect, testEvent, testEvents } from './testEvents.js';

const impatient = { appendTimeoutMs: 1_000 };

async function behindTcpProxy() {
  const node = await freshNode();
  const proxy = await startTcpProxy(node.port);
  onTestFinished(() => proxy.stop());
  const direct = await storeAt(node.connectionString);
  return { proxy, direct, store: await storeAt(esdb(proxy.port), impatient) };
}

async function behindGrpcProxy() {
  const node = await freshNode();
  const proxy = await startGrpcProxy(node.port);
  onTestFinished(() => proxy.stop());
  const direct = await storeAt(node.connectionString);
  return { proxy, direct, store: await storeAt(proxy.connectionString, impatient) };
}

describe('an append whose reply is lost after the commit', () => {
  it('is recorded once and gets the answer it would have got', async () => {
    const { proxy, direct, store } = await behindTcpProxy();
    await store.append('team-1', testEvents(2), 'noStream');
    proxy.dropReplies();
    const result = store.append('team-1', testEvents(3), 1n);
    await until(async () => (await collect(direct.readStream('team-1'))).length === 5);
    proxy.cut();
    proxy.forward();
    const stored = await collect(direct.readStream('team-1'));
    expect(await result).toEqual({ outcome: 'appended', revision: 4n, position: stored[4]?.position });
    expect(stored).toHaveLength(5);
  });

  it('is a conflict when another append had come first', async () => {
    const { proxy, direct, store } = await behindTcpProxy();
    await store.append('team-1', [testEvent()], 'noStream');
    await direct.append('team-1', [testEvent()], 0n);
    proxy.dropReplies();
    const result = store.append('team-1', [testEvent()], 0n);
    proxy.cut();
    proxy.forward();
    expect(await result).toEqual({ outcome: 'conflict' });
    expect(await collect(direct.readStream('team-1'))).toHaveLength(2);
  });

  it('has an unknown outcome while nobody answers, and the same append repeated later finds out', async () => {
    const { proxy, direct, store } = await behindTcpProxy();
    await store.append('team-1', [testEvent()], 'noStream');
    proxy.dropReplies();
    const events = testEvents(2);
    const started = performance.now();
    await expect(store.append('team-1', events, 0n)).rejects.toThrow(AppendOutcomeUnknown);
    expect(performance.now() - started).toBeLessThan(2_500);
    proxy.cut();
    proxy.forward();
    expect(await store.append('team-1', events, 0n)).toMatchObject({ outcome: 'appended', revision: 2n });
    expect(await collect(direct.readStream('team-1'))).toHaveLength(3);
  });
});

describe('a server that never answers', () => {
  it('keeps no promise longer than the bound, and the next append works when it is back', async () => {
    const { proxy, store } = await behindGrpcProxy();
    await store.append('team-0', [testEvent()], 'noStream');
    proxy.swallowReplies('batchAppend', true);
    proxy.swallowReplies('read', true);
    const started = performance.now();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => store.append(`team-${index + 1}`, [testEvent()], 'noStream')),
    );
    expect(performance.now() - started).toBeLessThan(2_500);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'AppendOutcomeUnknown' } });
    }
    proxy.swallowReplies('batchAppend', false);
    proxy.swallowReplies('read', false);
    const again = performance.now();
    expect(await store.append('team-99', [testEvent()], 'noStream')).toMatchObject({ outcome: 'appended' });
    expect(performance.now() - again).toBeLessThan(1_000);
  });

  it('is noticed on a connection that is half open', async () => {
    const { proxy, store } = await behindTcpProxy();
    await store.append('team-1', [testEvent()], 'noStream');
    await store.head();
    proxy.freezeOpen();
    expect(await store.append('team-1', [testEvent()], 0n)).toMatchObject({ outcome: 'appended', revision: 1n });
    const again = performance.now();
    expect(await store.append('team-1', [testEvent()], 1n)).toMatchObject({ outcome: 'appended', revision: 2n });
    expect(performance.now() - again).toBeLessThan(500);
  });
});

describe('an append call that ends while appends are pending', () => {
  for (const status of ['OK', 'UNAVAILABLE'] as const) {
    it(`with ${status} lets each append find its answer on a new connection`, async () => {
      const { proxy, direct, store } = await behindGrpcProxy();
      await store.append('team-0', [testEvent()], 'noStream');
      proxy.swallowReplies('batchAppend', true);
      const pending = Array.from({ length: 20 }, (_, index) =>
        store.append(`team-${index + 1}`, testEvents(2), 'noStream'),
      );
      await until(async () => (await collect(direct.readAll(undefined))).length === 41);
      proxy.swallowReplies('batchAppend', false);
      proxy.end('batchAppend', status);
      for (const result of await Promise.all(pending)) {
        expect(result).toMatchObject({ outcome: 'appended', revision: 1n });
      }
      expect(await collect(direct.readAll(undefined))).toHaveLength(41);
    });
  }

  it('because the connection is cut under large appends rejects nothing unhandled', async () => {
    const { proxy, direct } = await behindTcpProxy();
    const store = await storeAt(esdb(proxy.port));
    await store.append('team-0', [testEvent()], 'noStream');
    proxy.dropReplies();
    const large = 'x'.repeat(20_000);
    const pending = Array.from({ length: 300 }, (_, index) =>
      store.append(`team-${index + 1}`, [testEvent(large)], 'noStream'),
    );
    await until(async () => (await collect(direct.readAll(undefined))).length > 1);
    proxy.cut();
    proxy.forward();
    for (const result of await Promise.all(pending))
      expect(result).toMatchObject({ outcome: 'appended', revision: 0n });
    expect(await collect(direct.readAll(undefined))).toHaveLength(301);
  });
});

describe('a node that restarts under appends', () => {
  it('has every one of them once', async () => {
    const databaseUrl = await freshDatabase();
    const before = await startEventStoreNode({ databaseUrl, port: 0 });
    const store = await storeAt(before.connectionString);
    await store.append('team-0', [testEvent()], 'noStream');
    const pending = Array.from({ length: 200 }, (_, index) =>
      store.append(`team-${index + 1}`, [testEvent()], 'noStream'),
    );
    await before.stop();
    const after = await startEventStoreNode({ databaseUrl, port: before.port });
    onTestFinished(() => after.stop());
    for (const result of await Promise.all(pending))
      expect(result).toMatchObject({ outcome: 'appended', revision: 0n });
    expect(await collect(store.readAll(undefined))).toHaveLength(201);
  });
});
