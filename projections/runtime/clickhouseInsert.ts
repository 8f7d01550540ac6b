import { Readable } from 'node:stream';
import { type ClickHouseClient, drainStream } from '@clickhouse/client';
import { asked } from './clickhouseQuery.js';

/**
 * Inserts rows as one block that a repetition with the same token and the same rows leaves alone, in the table and in every
 * table that its materialized views fill. The settings that make it so are said here again, whoever made the client.
 * @param table the full name of a table with a deduplication window
 * @param lines one JSON object for each row
 */
export async function insertBlock(
  client: ClickHouseClient,
  table: string,
  token: string,
  lines: readonly string[],
): Promise<void> {
  if (!/^[\w.:-]+$/.test(token)) throw new Error(`not a deduplication token: ${token}`);
  const query = `INSERT INTO ${table} SETTINGS insert_deduplication_token = '${token}', async_insert = 0, insert_deduplicate = 1,
    deduplicate_blocks_in_dependent_materialized_views = 1, input_format_parallel_parsing = 0, max_insert_threads = 1,
    max_insert_block_size = 1000000, min_insert_block_size_rows = 1000000, min_insert_block_size_bytes = 1000000000,
    max_partitions_per_insert_block = 0, date_time_input_format = 'best_effort', materialized_views_ignore_errors = 0
    FORMAT JSONEachRow`;
  const { stream } = await asked(() =>
    client.exec({ query, values: Readable.from([`${lines.join('\n')}\n`], { objectMode: false }) }),
  );
  await drainStream(stream);
}
