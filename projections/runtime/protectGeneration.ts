import type { Queryable } from './checkpoints.js';
import type { AnyPostgresProjector } from './postgresProjector.js';

/**
 * Withholds the rows of a generation's table from whoever does not read for their organization or person.
 * @throws when nothing in the table says whose a row is, and the projector does not say why everybody may read it
 */
export async function protectGeneration(
  db: Queryable,
  { name, shared }: AnyPostgresProjector,
  table: string,
): Promise<void> {
  const { rows } = await db.query<{ kept: boolean }>('SELECT platform.protect_table($1::regclass, true) AS kept', [
    table,
  ]);
  const kept = rows[0]?.kept === true;
  if (kept === (shared === undefined)) return;
  throw new Error(
    kept
      ? `${name} says that everybody may read it, but its rows belong to an organization or a person`
      : `${name} has neither organization_id nor user_id: say in \`shared\` why everybody may read it`,
  );
}
