import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '../../../application/ports/eventStore.js';
import { firstRevision, recordedOutcome } from '../../../infrastructure/eventstore/recordedOutcome.js';

const found = (firstFound: bigint, ...ids: string[]): StoredEvent[] =>
  ids.map((id, index) => ({
    id,
    type: 'SeatsChanged',
    stream: 'subscription-1',
    revision: firstFound + BigInt(index),
    position: 100n + BigInt(index),
    recordedAt: new Date(0),
    data: {},
    metadata: undefined,
  }));

describe('what became of an append', () => {
  it('begins after the expected revision', () => {
    expect(firstRevision('noStream')).toBe(0n);
    expect(firstRevision(4n)).toBe(5n);
  });

  it('was recorded when its ids stand there, however they are written', () => {
    expect(recordedOutcome(['A1', 'b2'], 4n, found(5n, 'a1', 'b2'))).toEqual({
      outcome: 'appended',
      position: 101n,
      revision: 6n,
    });
  });

  it('was recorded in a stream that had been deleted before, where revisions go on', () => {
    expect(recordedOutcome(['a1'], 'noStream', found(9n, 'a1'))).toMatchObject({ outcome: 'appended', revision: 9n });
  });

  it('came too late when others stand there', () => {
    expect(recordedOutcome(['a1'], 4n, found(5n, 'z9'))).toEqual({ outcome: 'conflict' });
    expect(recordedOutcome(['a1', 'b2'], 4n, found(5n, 'a1'))).toEqual({ outcome: 'conflict' });
  });

  it('is unknown while nothing stands there, and when its place is no longer readable', () => {
    expect(recordedOutcome(['a1'], 4n, [])).toBeUndefined();
    expect(recordedOutcome(['a1'], 4n, found(8n, 'z9'))).toBeUndefined();
  });
});
