import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client';

/**
 * Inserts are counted on, so they are written before they are answered and deduplicated by their token, in the table and in
 * every table a materialized view fills; a server's own defaults say otherwise. Nothing runs without an end.
 */
const settings = {
  async_insert: 0,
  insert_deduplicate: 1,
  deduplicate_blocks_in_dependent_materialized_views: 1,
  max_execution_time: 60,
} as const;

export type ClickHouseServer = Readonly<{
  client: ClickHouseClient;
  stop: () => Promise<void>;
}>;

/** ClickHouse cannot be reached or refuses the credentials. */
export class ClickHouseUnavailable extends Error {
  override readonly name = 'ClickHouseUnavailable';
}

/**
 * Connects to a ClickHouse server, 24.8 or later.
 * @param url `http(s)://user:password@host:port/database`
 * @throws ClickHouseUnavailable when the server does not answer
 */
export async function connectClickHouse(url: string): Promise<ClickHouseServer> {
  const client = createClient({
    url,
    clickhouse_settings: settings,
    request_timeout: 65_000,
    compression: { request: true, response: true },
    log: { level: ClickHouseLogLevel.OFF },
    keep_alive: { enabled: true, idle_socket_ttl: 2_500 },
  });
  const answer = await client.ping({ select: true });
  if (!answer.success) {
    await client.close();
    throw new ClickHouseUnavailable(`ClickHouse at ${new URL(url).host} does not answer: ${answer.error.message}`, {
      cause: answer.error,
    });
  }
  return { client, stop: () => client.close() };
}
