import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadableStream } from '../../../infrastructure/embedded/eventstore-node/log/readableStream.js';
import type { LogRecord } from '../../../infrastructure/embedded/eventstore-node/log/record.js';
import {
  decideAppend,
  decideRepeated,
  type Verdict,
} from '../../../infrastructure/embedded/eventstore-node/writer/decideAppend.js';
import { any, noStream, streamExists } from '../../../infrastructure/embedded/eventstore-node/writer/operations.js';

const stream = (last: bigint, more: Partial<ReadableStream> = {}): ReadableStream => ({
  tombstoned: false,
  found: last >= 0n,
  softDeleted: false,
  last,
  lowest: 0n,
  maxAgeMs: undefined,
  ...more,
});

const record = (id: string, revision: bigint): LogRecord => ({
  id,
  revision,
  position: revision + 100n,
  stream: 's',
  type: 't',
  json: true,
  data: Buffer.alloc(0),
  metadata: Buffer.alloc(0),
  created: 0,
});

/** The verdict on appending `ids` to a stream of `written` events whose ids are e0, e1 and so on. */
function decide(
  expected: bigint,
  ids: string[],
  written: number,
  more: Partial<ReadableStream> = {},
  hasMetadata = false,
) {
  const all = Array.from({ length: written }, (_, index) => record(`e${index}`, BigInt(index)));
  const view = stream(BigInt(written) - 1n, more);
  const verdict = decideAppend(expected, ids, view, hasMetadata, (id) => all.find((one) => one.id === id));
  if (verdict.kind !== 'compare') return verdict;
  const stored = all.slice(Number(expected) + 1, Number(expected) + 1 + ids.length);
  return decideRepeated(expected, ids, view.softDeleted, stored);
}

const kindOf = (verdict: Verdict): string =>
  verdict.kind === 'repeated' ? `repeated ${verdict.at.revision}` : verdict.kind;

describe('the rules of expected revisions', () => {
  const soft = { softDeleted: true, found: false };
  it.each<[expected: bigint, ids: string[], written: number, more: Partial<ReadableStream>, verdict: string]>([
    [any, ['x'], 3, { tombstoned: true }, 'deleted'],
    [streamExists, ['x'], 3, soft, 'deleted'],
    [streamExists, ['x'], 0, {}, 'conflict'],
    [any, [], 3, {}, 'write'],
    [streamExists, [], 3, {}, 'write'],
    [any, ['x', 'e0'], 3, {}, 'write'],
    [any, ['e0', 'e2'], 3, {}, 'repeated 2'],
    [any, ['e0', 'x'], 3, {}, 'conflict'],
    [noStream, ['e0', 'e1'], 3, {}, 'repeated 1'],
    [0n, ['e1', 'e2'], 3, {}, 'repeated 2'],
    [1n, ['e2', 'x'], 3, {}, 'conflict'],
    [noStream, ['x'], 3, soft, 'write'],
    [noStream, ['e0', 'x'], 3, soft, 'conflict'],
    [0n, ['x'], 3, soft, 'conflict'],
    [noStream, [], 3, {}, 'conflict'],
    [3n, ['x'], 3, {}, 'conflict'],
    [2n, ['x'], 3, {}, 'write'],
    [noStream, ['x'], 0, {}, 'write'],
    [2n, ['x'], 3, soft, 'write'],
  ])('expecting %s, appending %j to %i events (%j): %s', (expected, ids, written, more, verdict) => {
    expect(kindOf(decide(expected, ids, written, more))).toBe(verdict);
  });

  it('lets a stream with metadata count as existing', () => {
    expect(decide(streamExists, ['x'], 0, {}, true).kind).toBe('write');
  });

  it('repeats any append, at any later time, with the answer of the first time', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: 1, max: 10 }), fc.nat(20), (before, count, later) => {
        const ids = Array.from({ length: count }, (_, index) => `e${before + index}`);
        const verdict = decide(BigInt(before) - 1n, ids, before + count + later);
        expect(kindOf(verdict)).toBe(`repeated ${before + count - 1}`);
      }),
    );
  });

  it('lets at most one of two different appends at the same exact revision write', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: 1, max: 5 }), (before, count) => {
        const expected = BigInt(before) - 1n;
        expect(decide(expected, ['x'], before).kind).toBe('write');
        expect(decide(expected, ['x'], before + count).kind).toBe('conflict');
      }),
    );
  });
});
