import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import { clickhouseQuery } from './clickhouseQuery.js';
import type { RecordedRange } from './clickhouseRanges.js';
import { generationTable } from './clickhouseTables.js';

/** Where ClickHouse does not hold what was recorded. */
export type Difference = Readonly<{
  /** The range whose rows differ; undefined where a table that a view fills has counted another number of rows. */
  range?: RecordedRange;
  message: string;
}>;

type Generation = Readonly<{ client: ClickHouseClient; projector: ClickhouseProjector; generation: number }>;

const integer = z.string().transform(BigInt);
const MAX_SECONDS = 60;

/**
 * Counts and sums in ClickHouse, range by range, against what was recorded: a missing, doubled or foreign row shows in its range.
 * @param ranges all of the generation, in order, up to `through`
 * @param through compare up to here only, while a writer goes on behind it
 * @returns what differs; empty when ClickHouse holds what was inserted and the views have counted each row once
 */
export async function compareWithRanges(
  given: Generation,
  ranges: readonly RecordedRange[],
  through?: bigint,
): Promise<Difference[]> {
  const found = await countsByRange(given, ranges, through);
  const differences: Difference[] = [];
  for (const range of ranges) {
    const { rows, sum } = found.get(range.from) ?? { rows: 0n, sum: 0n };
    if (rows === range.rows && sum === range.positionsSum) continue;
    const message = `${rows} rows whose positions add up to ${sum}, not ${range.rows} and ${range.positionsSum}, from ${range.from} to ${range.to}`;
    differences.push({ range, message });
  }
  const expected = ranges.reduce((sum, { rows }) => sum + rows, 0n);
  for (const [target, expression] of Object.entries(given.projector.targets)) {
    const counted = await countRows(given, target, expression);
    const atMost = through === undefined ? expected : await countRows(given);
    if (counted < expected || counted > atMost)
      differences.push({ message: `${target} has counted ${counted} rows of ${expected}` });
  }
  return differences;
}

/** `roundDown` finds a position's range: what lies before the first or between two falls to a range, and shows there. */
async function countsByRange(
  { client, projector, generation }: Generation,
  ranges: readonly RecordedRange[],
  through = 2n ** 63n - 1n,
): Promise<ReadonlyMap<bigint, Readonly<{ rows: bigint; sum: bigint }>>> {
  const query = clickhouseQuery({
    sql: `SELECT roundDown(position, arrayMap(bound -> toUInt64(bound), {bounds:Array(String)})) AS bound, count() AS rows, toString(sum(toUInt128(position))) AS sum
      FROM ${generationTable(projector, generation)} WHERE position <= {through:UInt64} GROUP BY bound`,
    params: z.object({ bounds: z.array(z.string()), through: z.string() }),
    row: z.object({ bound: integer, rows: integer, sum: integer }),
    maxSeconds: MAX_SECONDS,
  });
  const bounds = ranges.map(({ from }) => from.toString());
  const counts = await query(client, { bounds: bounds.length > 0 ? bounds : ['0'], through: through.toString() });
  return new Map(counts.map((count) => [count.bound, count]));
}

async function countRows(
  { client, projector, generation }: Generation,
  table?: string,
  expression = 'count()',
): Promise<bigint> {
  const query = clickhouseQuery({
    sql: `SELECT toString(${expression}) AS rows FROM ${generationTable(projector, generation, table)}`,
    params: z.object({}),
    row: z.object({ rows: integer }),
    maxSeconds: MAX_SECONDS,
  });
  const [count] = await query(client, {});
  if (!count) throw new Error(`ClickHouse counted ${table ?? projector.name} and answered nothing`);
  return count.rows;
}

/** How many positions a generation holds more than once, whatever the counts say; spills to disk rather than fill memory. */
export async function countDoubledPositions({ client, projector, generation }: Generation): Promise<bigint> {
  const query = clickhouseQuery({
    sql: `SELECT count() AS rows FROM (
        SELECT position FROM ${generationTable(projector, generation)} GROUP BY position HAVING count() > 1
        SETTINGS max_bytes_before_external_group_by = 300000000)`,
    params: z.object({}),
    row: z.object({ rows: integer }),
    maxSeconds: MAX_SECONDS,
  });
  const [count] = await query(client, {});
  if (!count) throw new Error(`ClickHouse counted the positions of ${projector.name} and answered nothing`);
  return count.rows;
}
