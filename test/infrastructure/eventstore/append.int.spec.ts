import { describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from '../../../application/ports/eventStore.js';
import { AppendRefused } from '../../../infrastructure/eventstore/batchAppendReply.js';
import { freshNode, storeAt } from './connectedStore.js';
import { collect, testEvent, testEvents } from './testEvents.js';

const freshStore = async () => storeAt((await freshNode()).connectionString);

describe('an append', () => {
  it('answers with the revision and the position of its last event', async () => {
    const store = await freshStore();
    const first = await store.append('team-1', testEvents(3), 'noStream');
    expect(first).toMatchObject({ outcome: 'appended', revision: 2n });
    const second = await store.append('team-1', testEvents(2), 2n);
    const [, , , , last] = await collect(store.readStream('team-1'));
    expect(second).toEqual({ outcome: 'appended', revision: 4n, position: last?.position });
    expect(await store.head()).toBe(last?.position);
  });

  it('records all events or none when the stream is elsewhere', async () => {
    const store = await freshStore();
    await store.append('team-1', testEvents(2), 'noStream');
    expect(await store.append('team-1', testEvents(2), 'noStream')).toEqual({ outcome: 'conflict' });
    expect(await store.append('team-1', testEvents(2), 0n)).toEqual({ outcome: 'conflict' });
    expect(await store.append('team-1', testEvents(2), 7n)).toEqual({ outcome: 'conflict' });
    expect(await collect(store.readStream('team-1'))).toHaveLength(2);
  });

  it('repeated is answered as the first time, later events or not', async () => {
    const store = await freshStore();
    const events = testEvents(3);
    const first = await store.append('team-1', events, 'noStream');
    expect(await store.append('team-1', events, 'noStream')).toEqual(first);
    await store.append('team-1', testEvents(2), 2n);
    expect(await store.append('team-1', events, 'noStream')).toEqual(first);
    expect(await collect(store.readStream('team-1'))).toHaveLength(5);
  });

  it('with part of other ids is a conflict', async () => {
    const store = await freshStore();
    const [first, second] = testEvents(2);
    if (!first || !second) throw new Error('two events');
    await store.append('team-1', [first, second], 'noStream');
    expect(await store.append('team-1', [first, testEvent()], 'noStream')).toEqual({ outcome: 'conflict' });
  });

  it('wins once among 50 with the same expected revision', async () => {
    const store = await freshStore();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => store.append('team-1', [testEvent()], 'noStream')),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'appended')).toHaveLength(1);
    expect(await collect(store.readStream('team-1'))).toHaveLength(1);
  });

  it('keeps data, metadata and names as they are', async () => {
    const store = await freshStore();
    const data = { name: 'Größe 🙂', amount: '12345678901234567890', nested: [1, null, { a: true }] };
    await store.append('team-Größe 🙂', [{ ...testEvent(data, 'Größe'), metadata: undefined }], 'noStream');
    const [stored] = await collect(store.readStream('team-Größe 🙂'));
    expect(stored).toMatchObject({ type: 'Größe', stream: 'team-Größe 🙂', revision: 0n, data });
    expect(stored?.metadata).toBeUndefined();
    expect(stored?.recordedAt.getTime()).toBeGreaterThan(1_600_000_000_000);
  });

  it('refused for good is not repeated, and the next one works', async () => {
    const store = await freshStore();
    await expect(store.append('team-1', [testEvent('x'.repeat(2_000_000))], 'noStream')).rejects.toThrow(AppendRefused);
    expect(await store.append('team-1', [testEvent()], 'noStream')).toMatchObject({ outcome: 'appended' });
  });

  it('of 300 callers at once all get their own answer', async () => {
    const store = await freshStore();
    const results = await Promise.all(
      Array.from({ length: 300 }, (_, index) => store.append(`team-${index}`, testEvents(1 + (index % 3)), 'noStream')),
    );
    for (const [index, result] of results.entries()) expect(result).toMatchObject({ revision: BigInt(index % 3) });
    const positions = results.map((result) => (result.outcome === 'appended' ? result.position : undefined));
    expect(new Set(positions).size).toBe(300);
  });

  it('to a server that is not there is known not to be recorded, within the bound', async () => {
    const node = await freshNode();
    const store = await storeAt(node.connectionString, { appendTimeoutMs: 1_000 });
    await node.stop();
    const started = performance.now();
    await expect(store.append('team-1', [testEvent()], 'noStream')).rejects.toThrow(EventStoreUnavailable);
    expect(performance.now() - started).toBeLessThan(2_500);
  });
});
