import type { Logger } from '../../application/ports/logger.js';
import { compareWithRanges, type Difference } from './clickhouseCompare.js';
import type { ClickhouseStores } from './clickhouseGenerations.js';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import { type RecordedRange, readRanges } from './clickhouseRanges.js';
import { tablesExist } from './clickhouseTables.js';
import { type ClickhouseWriter, readBlock } from './clickhouseWriter.js';
import type { SharedFeed } from './sharedFeed.js';

/** ClickHouse does not hold what was recorded, and inserting the recorded ranges again does not help: the tables have to be built anew. */
export class BeyondRepair extends Error {
  override readonly name = 'BeyondRepair';
}

export type Repair = Readonly<{
  stores: ClickhouseStores;
  projector: ClickhouseProjector;
  feed: Pick<SharedFeed, 'join'>;
  logger: Logger;
  signal: AbortSignal;
}>;

/** Of the newest ranges; an interrupted insert or a power cut can have touched no older ones. */
const REPEATED = 200;

/**
 * Makes ClickHouse and the recorded ranges agree after whatever ended the writer before: inserts the pending range again with the
 * same rows and token, then compares counts, and repeats what a power cut took away after it was marked.
 * @throws BeyondRepair, Fenced, ProjectionFailed, ClickHouseError, ClickhouseUnavailable
 */
export async function repair(given: Repair, writer: ClickhouseWriter): Promise<void> {
  const { stores, projector, logger } = given;
  if (!(await tablesExist(stores.client, projector, writer.generation)))
    throw new BeyondRepair(`the tables of ${projector.name} generation ${writer.generation} are gone`);
  const ranges = await readRanges(stores.pool, projector.name, writer.generation);
  const pending = ranges.find(({ state }) => state === 'pending');
  if (pending) {
    await writer.finish(await repeat(given, writer, pending, writer.position));
    logger.info(
      { projector: projector.name, from: `${pending.from}`, to: `${pending.to}` },
      'repeated a pending insert',
    );
  }
  const tables = { client: stores.client, projector, generation: writer.generation };
  const differences = await compareWithRanges(tables, ranges);
  if (differences.length === 0) return;
  logger.warn({ projector: projector.name, differences: messages(differences) }, 'ClickHouse lacks what was inserted');
  for (const range of rangesToRepeat(ranges, differences)) {
    await repeat(given, writer, range, ranges[ranges.indexOf(range) - 1]?.to ?? -1n);
  }
  const left = await compareWithRanges(tables, ranges);
  if (left.length > 0) throw new BeyondRepair(`${projector.name}: ${messages(left).join('; ')}`);
  logger.info({ projector: projector.name }, 'ClickHouse holds what was inserted again');
}

/** What differs, and the newest where a view's table does, since nobody knows which it lacks. */
function rangesToRepeat(
  ranges: readonly RecordedRange[],
  differences: readonly Difference[],
): readonly RecordedRange[] {
  const differing = new Set(differences.flatMap(({ range }) => range ?? []));
  const newest = new Set(differences.every(({ range }) => range) ? [] : ranges.slice(-REPEATED));
  return ranges.filter((range) => range.state !== 'merged' && (differing.has(range) || newest.has(range)));
}

async function repeat(given: Repair, writer: ClickhouseWriter, range: RecordedRange, after: bigint) {
  const block = await readBlock(given.feed, given.projector, after, range.to, given.signal);
  if (block.range.hash !== range.hash)
    throw new BeyondRepair(
      `${given.projector.name}: the events from ${range.from} to ${range.to} no longer give the rows that were inserted`,
    );
  await writer.insert(block);
  return block;
}

const messages = (differences: readonly Difference[]): string[] =>
  differences.slice(0, 5).map(({ message }) => message);
