import { type ClickHouseClient, ClickHouseError } from '@clickhouse/client';
import type { z } from 'zod';

/** ClickHouse did not answer: nothing is known, which is not the same as nothing being there. */
export class ClickhouseUnavailable extends Error {
  override readonly name = 'ClickhouseUnavailable';
}

/**
 * The setting that names the organization a query is for; the views that readers use show its rows only, and none without it.
 * Settings of our own would need a server's configuration, and the embedded engine has none; this one exists everywhere, its text
 * is ours to choose, and it lets the server's query log tell whose queries were slow.
 */
export const ORGANIZATION_SETTING = 'log_comment';

/** In place of an organization: all of them, for what runs for the platform. No organization's id looks like it. */
export const EVERY_ORGANIZATION = '*';

/**
 * A query that can only read, within bounds of time, memory and rows. With a parameter `organizationId` it sees the rows of that
 * organization, whatever its SQL asks for; without one the views show it nothing.
 * @param sql values stand in it as `{name:Type}`, one for each parameter; 64-bit integers come back as strings
 * @param everyOrganization for what runs for the platform: it sees the rows of all
 * @param row checks and types each row of the answer
 * @returns a function from a client and parameters to the rows; an error is never an empty answer
 * @throws ClickhouseUnavailable, ClickHouseError (the query was refused or went over a bound), ZodError (wrong parameters or rows)
 */
export function clickhouseQuery<Params extends z.ZodType<Record<string, unknown>>, Row extends z.ZodType>(
  query: Readonly<{ sql: string; params: Params; row: Row; maxSeconds?: number; everyOrganization?: true }>,
): (client: ClickHouseClient, params: z.input<Params>, signal?: AbortSignal) => Promise<z.output<Row>[]> {
  const text = `${query.sql}
SETTINGS readonly = 1, max_execution_time = ${query.maxSeconds ?? 5}, max_memory_usage = 1000000000, max_result_rows = 100000,
  max_rows_to_read = 100000000, max_threads = 2, output_format_json_quote_64bit_integers = 1`;
  const rows = query.row.array();
  return async (client, params, signal) => {
    const query_params = query.params.parse(params);
    const answer = await asked(() =>
      client
        .query({
          query: text + (query.everyOrganization ? settingOf(EVERY_ORGANIZATION) : scopeOf(query_params)),
          query_params,
          format: 'JSONEachRow',
          ...(signal && { abort_signal: signal }),
        })
        .then((result) => result.json()),
    );
    return rows.parse(answer);
  };
}

function scopeOf({ organizationId }: Readonly<Record<string, unknown>>): string {
  if (organizationId === EVERY_ORGANIZATION) throw new Error('this is not the id of an organization');
  return typeof organizationId === 'string' ? settingOf(organizationId) : '';
}

const settingOf = (scope: string): string => `, ${ORGANIZATION_SETTING} = ${quoted(scope)}`;

/** A text as ClickHouse's SQL writes it. */
export const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Tells "refused by ClickHouse" from "ClickHouse did not answer". */
export async function asked<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof ClickHouseError) throw error;
    throw new ClickhouseUnavailable(`ClickHouse did not answer: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
