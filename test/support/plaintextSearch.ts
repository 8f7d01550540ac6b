import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClickHouseClient } from '@clickhouse/client';
import pg from 'pg';

/** Every table of a database with a row that holds one of the words in any column, as text or as bytes. */
export async function wordsInPostgres(connectionString: string, words: readonly string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(`
      SELECT oid::regclass::text AS name FROM pg_class
      WHERE relkind IN ('r', 'p', 'm') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema$)'`);
    const found: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ word: string }>(
        `SELECT word FROM unnest($1::text[]) AS word WHERE EXISTS (SELECT FROM ${name} AS held
         WHERE position(lower(word) IN lower(held::text)) > 0
            OR position(encode(convert_to(word, 'UTF8'), 'hex') IN held::text) > 0)`,
        [words],
      );
      found.push(...rows.map(({ word }) => `${name}: ${word}`));
    }
    return found;
  } finally {
    await client.end();
  }
}

/** The same for every table of a ClickHouse engine that is ours. */
export async function wordsInClickHouse(client: ClickHouseClient, words: readonly string[]): Promise<string[]> {
  const rowsOf = async <T>(query: string): Promise<T[]> =>
    (await client.query({ query, format: 'JSONEachRow' })).json<T>();
  const tables = await rowsOf<{ name: string }>(`SELECT concat(database, '.', name) AS name FROM system.tables
    WHERE database NOT IN ('system', 'information_schema', 'INFORMATION_SCHEMA') AND engine LIKE '%MergeTree'`);
  const found: string[] = [];
  for (const { name } of tables) {
    const lines = (await rowsOf<object>(`SELECT * FROM ${name}`)).map((row) => JSON.stringify(row).toLowerCase());
    for (const word of words)
      if (lines.some((line) => line.includes(word.toLowerCase()))) found.push(`${name}: ${word}`);
  }
  return found;
}

/** Every file below a folder that holds one of the words; folders of these names are passed over. */
export function wordsInFiles(folder: string, words: readonly string[], passedOver: readonly string[]): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry: Dirent) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return passedOver.includes(entry.name) ? [] : wordsInFiles(path, words, passedOver);
    if (!entry.isFile()) return [];
    const text = readFileSync(path).toString('utf8').toLowerCase();
    return words.filter((word) => text.includes(word.toLowerCase())).map((word) => `${path}: ${word}`);
  });
}
