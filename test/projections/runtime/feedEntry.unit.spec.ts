import { expect, it } from 'vitest';
import { PoisonEvent } from '../../../application/events/eventCodec.js';
import type { AnyRecordedEvent } from '../../../application/events/recordedEvent.js';
import type { StoredEvent } from '../../../application/ports/eventStore.js';
import { FeedEntry, weightOf } from '../../../projections/runtime/feedEntry.js';

const stored: StoredEvent = {
  id: 'event-1',
  type: 'Happened',
  stream: 'stream-1',
  revision: 0n,
  position: 1n,
  recordedAt: new Date('2026-01-02T03:04:05.000Z'),
  data: {},
  metadata: {},
};
const decoded = { ...stored } as unknown as AnyRecordedEvent;

it('decodes once for all who ask, at once or later', async () => {
  let calls = 0;
  const atOnce = new FeedEntry(stored, () => {
    calls++;
    return decoded;
  });
  expect([atOnce.decode(), atOnce.decode()]).toEqual([decoded, decoded]);
  const later = new FeedEntry(stored, async () => {
    calls++;
    return decoded;
  });
  await Promise.all([later.decode(), later.decode()]);
  expect(later.decode()).toBe(decoded);
  expect(calls).toBe(2);
});

it('throws a poison event to each who asks, having tried once', async () => {
  let calls = 0;
  const poison = new FeedEntry(stored, (event) => {
    calls++;
    throw new PoisonEvent(event, 'it is not understood');
  });
  expect(() => poison.decode()).toThrow(PoisonEvent);
  expect(() => poison.decode()).toThrow('it is not understood');
  const later = new FeedEntry(stored, (event) => {
    calls++;
    return Promise.reject(new PoisonEvent(event, 'it is not understood'));
  });
  await expect(later.decode()).rejects.toThrow(PoisonEvent);
  expect(() => later.decode()).toThrow(PoisonEvent);
  expect(calls).toBe(2);
});

it('tries again after an error that is no fault of the event', async () => {
  const answers: Promise<AnyRecordedEvent>[] = [Promise.reject(new Error('no keys')), Promise.resolve(decoded)];
  const entry = new FeedEntry(stored, () => answers.shift() ?? decoded);
  await expect(entry.decode()).rejects.toThrow('no keys');
  expect(await entry.decode()).toBe(decoded);
});

it('weighs big events more', () => {
  const big = { ...stored, data: { records: Array.from({ length: 100 }, () => ({ text: 'x'.repeat(100) })) } };
  expect(weightOf(big)).toBeGreaterThan(10_000);
  expect(weightOf(stored)).toBeLessThan(500);
});
