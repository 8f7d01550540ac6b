import type { Origin } from '../../application/billing/fieldOrigins.js';
import type { Difference } from '../../projections/runtime/compareGenerations.js';

/** Where in the log each column of a row comes from. */
export type OriginsOf = (readModel: string, row: Difference) => Promise<ReadonlyMap<string, Origin>>;

/** What a served row says, what the log says, and the event it follows from, a line for each column that differs. */
export async function differingRow(readModel: string, row: Difference, originsOf: OriginsOf): Promise<string[]> {
  const { key, kind, served, fresh } = row;
  const organization = fresh?.organization_id ?? served?.organization_id;
  const title = `    row ${key}${typeof organization === 'string' ? ` of ${organization}` : ''}: ${kind}`;
  if (!served || !fresh) return [title];
  const origins = await originsOf(readModel, row);
  const columns = Object.keys(fresh).filter((column) => text(served[column]) !== text(fresh[column]));
  return [
    title,
    ...columns.map((column) => {
      const since = origins.get(column);
      const set = since ? ` since position ${since.position}, ${since.at}` : '';
      return `        ${column}: served ${text(served[column])}, the log says ${text(fresh[column])}${set}`;
    }),
  ];
}

const text = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
