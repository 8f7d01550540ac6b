import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PoisonEvent } from '../../../application/events/eventCodec.js';
import type { AnyRecordedEvent } from '../../../application/events/recordedEvent.js';
import type { StoredEvent } from '../../../application/ports/eventStore.js';
import type { Block, BlockBounds } from '../../../projections/runtime/clickhouseBlock.js';
import { blocksOf } from '../../../projections/runtime/clickhouseBlocks.js';
import type { ClickhouseProjector } from '../../../projections/runtime/clickhouseProjector.js';
import { readBlock } from '../../../projections/runtime/clickhouseWriter.js';
import { FeedEntry } from '../../../projections/runtime/feedEntry.js';
import type { SharedBatch } from '../../../projections/runtime/feedRing.js';

const projector: ClickhouseProjector = {
  name: 'test.things',
  version: 1,
  tableSql: '',
  targets: {},
  row: ({ type, id }) => (type === 'Ignored' ? undefined : { id }),
};

const unhurried = new AbortController().signal;
const bounds = (given: Partial<BlockBounds>): BlockBounds => ({ maxRows: 1e6, maxLength: 1e9, everyMs: 0, ...given });

function entry(position: bigint, type = 'Thing'): FeedEntry {
  const recorded = { stream: 's', revision: 0n, recordedAt: new Date(0), data: {} };
  const stored: StoredEvent = { ...recorded, id: `event ${position}`, type, position, metadata: {} };
  return new FeedEntry(stored, (event) => {
    if (type === 'Poison') throw new PoisonEvent(event, 'poison');
    return { ...event, metadata: { organizationId: `o${position % 3n}` } } as unknown as AnyRecordedEvent;
  });
}

const batch = (positions: readonly bigint[], live = false, position = positions.at(-1) ?? 0n): SharedBatch => ({
  events: positions.map((at) => entry(at)),
  position,
  live,
});

/** A feed of given batches that then ends. */
const feedOf = (...batches: readonly SharedBatch[]) => ({
  async *join({ after }: { after: bigint | undefined }) {
    for (const given of batches) if (given.position > (after ?? -1n)) yield given;
  },
});

async function cut(feed: ReturnType<typeof feedOf>, given: Partial<BlockBounds>, after = -1n): Promise<Block[]> {
  const blocks: Block[] = [];
  for await (const block of blocksOf(feed, projector, after, bounds(given), unhurried)) blocks.push(block);
  return blocks;
}

describe('blocks of the feed', () => {
  it('are as large as allowed while the feed is behind', async () => {
    const blocks = await cut(feedOf(batch([0n, 1n, 2n]), batch([3n, 4n]), batch([5n, 6n])), { maxRows: 4 });
    expect(blocks.map(({ range }) => [range.from, range.to, range.rows])).toEqual([
      [0n, 3n, 4n],
      [4n, 6n, 3n],
    ]);
  });

  it('are cut by length too, so that large events do not fill memory', async () => {
    const blocks = await cut(feedOf(batch([0n, 1n, 2n])), { maxLength: 1 });
    expect(blocks.map(({ lines }) => lines)).toEqual([
      ['{"position":"0","id":"event 0"}'],
      ['{"position":"1","id":"event 1"}'],
      ['{"position":"2","id":"event 2"}'],
    ]);
  });

  it('hold each event once, in order, whatever the batches and bounds; read again by its range a block is the same', async () => {
    const batches = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(batches, fc.integer({ min: 1, max: 7 }), async (gaps, maxRows) => {
        let position = -1n;
        const given = gaps.map((steps) =>
          batch(
            steps.map((step) => (position += BigInt(step))),
            false,
            position,
          ),
        );
        const feed = feedOf(...given);
        const blocks = await cut(feed, { maxRows });
        const lines = given.flatMap(({ events }) => events.map(({ stored }) => `${stored.position}`));
        expect(blocks.flatMap((block) => block.lines.map((line) => JSON.parse(line).position))).toEqual(lines);
        let after = -1n;
        for (const block of blocks) {
          expect(await readBlock(feed, projector, after, block.range.to, unhurried)).toEqual(block);
          after = block.range.to;
        }
      }),
    );
  });

  it('move over events that give no row', async () => {
    const ignored = { events: [entry(4n, 'Ignored')], position: 9n, live: false };
    const [block] = await cut(feedOf(ignored), {});
    expect(block).toMatchObject({ range: { to: 9n, rows: 0n }, lines: [], organizationIds: ['o1'] });
  });

  it('end before an event that cannot be understood, which is then named', async () => {
    const poisoned = { events: [entry(0n), entry(1n), entry(2n, 'Poison'), entry(3n)], position: 3n, live: false };
    const blocks: Block[] = [];
    const reading = async () => {
      for await (const block of blocksOf(feedOf(poisoned), projector, -1n, bounds({}), unhurried)) blocks.push(block);
    };
    await expect(reading()).rejects.toMatchObject({ name: 'ProjectionFailed', position: 2n });
    expect(blocks.map(({ range }) => range.to)).toEqual([1n]);
  });

  it('at the head of the log come at once after a pause and then no more often than asked', async () => {
    const every = 60;
    const times: number[] = [];
    const feed = {
      async *join() {
        for (let position = 0n; position < 200n; position++) {
          yield batch([position], true);
          await new Promise((resolve) => setImmediate(resolve));
        }
      },
    };
    const from = performance.now();
    let rows = 0n;
    for await (const { range } of blocksOf(feed, projector, -1n, bounds({ everyMs: every }), unhurried)) {
      times.push(performance.now() - from);
      rows += range.rows;
    }
    expect(rows).toBe(200n);
    expect(times.length).toBeLessThanOrEqual(2 + (times.at(-1) ?? 0) / every);
  });
});
