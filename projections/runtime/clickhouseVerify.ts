import { readCheckpoints } from './checkpoints.js';
import { compareWithRanges, countDoubledPositions } from './clickhouseCompare.js';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import { type RecordedRange, readRanges } from './clickhouseRanges.js';
import type { ClickhouseProjectorDependencies } from './runClickhouseProjector.js';
import { inTransaction } from './transaction.js';

export type ClickhouseVerdict = Readonly<{
  /** The log was compared up to here. */
  position: bigint;
  rows: bigint;
  /** In words; empty when ClickHouse, the recorded ranges and the log agree. */
  differences: readonly string[];
}>;

type Verify = Pick<ClickhouseProjectorDependencies, 'pool' | 'clickHouse' | 'feed' | 'signal'>;

/**
 * Compares the served tables with the log itself, range by range, while the projector may go on.
 * @throws ProjectionFailed, ClickHouseError, ClickhouseUnavailable
 */
export async function verifyClickhouseProjector(
  projector: ClickhouseProjector,
  { pool, clickHouse: client, feed, signal }: Verify,
): Promise<ClickhouseVerdict> {
  const { generation, position, ranges } = await inTransaction(
    pool,
    async (db) => {
      const live = (await readCheckpoints(db, projector.name)).find(({ state }) => state === 'live');
      if (!live) throw new Error(`${projector.name} has not been built yet`);
      const recorded = await readRanges(db, projector.name, live.generation);
      return { ...live, ranges: recorded.filter(({ state }) => state !== 'pending') };
    },
    'REPEATABLE READ',
  );
  const tables = { client, projector, generation };
  const differences = (await compareWithRanges(tables, ranges, position)).map(({ message }) => message);
  const doubled = await countDoubledPositions(tables);
  if (doubled > 0n) differences.push(`${doubled} positions more than once`);
  const logged = await countLog({ projector, feed, signal }, ranges, position);
  for (const [at, range] of ranges.entries()) {
    const { rows, sum } = logged.counts[at] ?? { rows: 0n, sum: 0n };
    if (rows === range.rows && sum === range.positionsSum) continue;
    differences.push(`the log gives ${rows} rows, not ${range.rows}, from ${range.from} to ${range.to}`);
  }
  if (logged.outside > 0n) differences.push(`the log gives ${logged.outside} rows that were never inserted`);
  return { position, rows: ranges.reduce((sum, { rows }) => sum + rows, 0n), differences };
}

async function countLog(
  { projector, feed, signal }: Pick<Verify, 'feed' | 'signal'> & Readonly<{ projector: ClickhouseProjector }>,
  ranges: readonly RecordedRange[],
  through: bigint,
) {
  const counts = ranges.map(() => ({ rows: 0n, sum: 0n }));
  let outside = 0n;
  let at = 0;
  if (through < 0n) return { counts, outside };
  const done = new AbortController();
  for await (const batch of feed.join({ after: undefined, signal: AbortSignal.any([signal, done.signal]) })) {
    for (const entry of batch.events) {
      const { position } = entry.stored;
      if (position > through) break;
      if (!projector.row(await entry.decode())) continue;
      while (at < ranges.length - 1 && position > (ranges[at]?.to ?? 0n)) at++;
      const count = counts[at];
      const range = ranges[at];
      if (!count || !range || position < range.from || position > range.to) outside++;
      else {
        count.rows++;
        count.sum += position;
      }
    }
    if (batch.position >= through) {
      done.abort();
      return { counts, outside };
    }
  }
  throw new Error('the verification was interrupted');
}
