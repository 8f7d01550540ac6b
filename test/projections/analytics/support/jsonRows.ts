import type { ClickHouseClient } from '@clickhouse/client';

/** The rows of any query, as they are, of every organization. */
export async function jsonRows(client: ClickHouseClient, query: string): Promise<Record<string, unknown>[]> {
  const result = await client.query({ query: `${query} SETTINGS log_comment = '*'`, format: 'JSONEachRow' });
  return result.json<Record<string, unknown>>();
}
