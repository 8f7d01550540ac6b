import type { ClickHouseClient } from '@clickhouse/client';
import { z } from 'zod';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import { clickhouseQuery, EVERY_ORGANIZATION, ORGANIZATION_SETTING, quoted } from './clickhouseQuery.js';

type Named = Pick<ClickhouseProjector, 'name'>;

/** @throws when the name is not `<database>.<table>` in snake case */
function partsOf({ name }: Named): { database: string; table: string } {
  const [, database, table] = /^([a-z][a-z0-9_]{0,30})\.([a-z][a-z0-9_]{0,45})$/.exec(name) ?? [];
  if (!database || !table) throw new Error(`a read model is named <database>.<table> in snake case, not ${name}`);
  return { database, table };
}

/** What a generation of a table is called; readers use the plain name, a view of the live generation. */
export function generationTable(projector: Named, generation: number, table?: string): string {
  const parts = partsOf(projector);
  return `${parts.database}.${table ?? parts.table}__g${generation}`;
}

const PLACEHOLDER = /\{\{(\w+)\}\}/g;
const nameOf = (projector: Named, generation: number, placeholder: string): string =>
  generationTable(projector, generation, placeholder === 'table' ? undefined : placeholder);

/** Makes the tables and views of a generation, empty, whatever an interrupted attempt left behind. */
export async function createTables(
  client: ClickHouseClient,
  projector: ClickhouseProjector,
  generation: number,
): Promise<void> {
  await dropTables(client, projector, generation);
  await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${partsOf(projector).database}` });
  const named = projector.tableSql.replaceAll(PLACEHOLDER, (_, name: string) => nameOf(projector, generation, name));
  for (const statement of named.split(/;\s*$/m)) {
    if (statement.trim() !== '') await client.command({ query: statement });
  }
}

/** Drops the tables and views of a generation, what was made last first; those already gone are passed over. */
export async function dropTables(
  client: ClickHouseClient,
  projector: ClickhouseProjector,
  generation: number,
): Promise<void> {
  const placeholders = new Set([...projector.tableSql.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''));
  for (const name of [...placeholders].reverse()) {
    await client.command({ query: `DROP TABLE IF EXISTS ${nameOf(projector, generation, name)} SYNC` });
  }
}

const columns = clickhouseQuery({
  sql: `SELECT name, type, comment FROM system.columns
    WHERE database = {database:String} AND table = {table:String} ORDER BY position`,
  params: z.object({ database: z.string(), table: z.string() }),
  row: z.object({ name: z.string(), type: z.string(), comment: z.string() }),
});

/** Whether all tables of a generation are there. */
export async function tablesExist(
  client: ClickHouseClient,
  projector: ClickhouseProjector,
  generation: number,
): Promise<boolean> {
  const { database, table } = partsOf(projector);
  for (const wanted of [table, ...Object.keys(projector.targets)]) {
    const found = await columns(client, { database, table: `${wanted}__g${generation}` });
    if (found.length === 0) return false;
  }
  return true;
}

/**
 * Points the names readers use at a generation, the columns documented as in its tables. What they show is what belongs to the
 * organization that the query names, of every one for the platform, and nothing when it names none.
 * @throws when a table does not say which organization its rows belong to
 */
export async function showGeneration(
  client: ClickHouseClient,
  projector: ClickhouseProjector,
  generation: number,
): Promise<void> {
  const { database, table } = partsOf(projector);
  for (const shown of [...Object.keys(projector.targets), table]) {
    const found = await columns(client, { database, table: `${shown}__g${generation}` });
    const described = found.map(({ name, type, comment }) => `\`${name}\` ${type} COMMENT ${quoted(comment)}`);
    const names = found.map(({ name }) => `\`${name}\``);
    if (!found.some(({ name }) => name === 'organization_id')) throw new Error(`${shown} has no organization_id`);
    await client.command({
      query: `CREATE OR REPLACE VIEW ${database}.${shown} (${described.join(', ')})
        AS SELECT ${names.join(', ')} FROM ${generationTable(projector, generation, shown)}
        WHERE getSetting('${ORGANIZATION_SETTING}') != '' AND organization_id = getSetting('${ORGANIZATION_SETTING}')
          OR getSetting('${ORGANIZATION_SETTING}') = '${EVERY_ORGANIZATION}'`,
    });
  }
}
