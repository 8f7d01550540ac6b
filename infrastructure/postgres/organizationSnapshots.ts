import pg from 'pg';
import type { ExportedColumn, ExportedRow } from '../../application/ports/exportedData.js';
import type { OrganizationSnapshot, OrganizationSnapshots } from '../../application/ports/organizationSnapshots.js';

const ROWS_AT_ONCE = 500;
/** A reader that does not come back for so long has gone: PostgreSQL ends its transaction. */
const LONGEST_PAUSE = '60s';

const quoted = (identifier: string): string => pg.escapeIdentifier(identifier);
const tableOf = (readModel: string): string => readModel.split('.').map(quoted).join('.');
const camelCase = (column: string): string => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/**
 * Snapshots in one transaction each, on connections that see nothing but the organization it was opened for.
 * @param pool as the role that is subject to row-level security, for nothing else; its size bounds how many there are at once
 */
export function organizationSnapshots(pool: pg.Pool): OrganizationSnapshots & Readonly<{ end: () => Promise<void> }> {
  const letGo = new Set<() => void>();

  async function open(organizationId: string): Promise<OrganizationSnapshot> {
    const client = await pool.connect();
    /** Also when PostgreSQL ends the connection between two questions; the next of them says so. */
    const drop = () => {
      if (letGo.delete(drop)) client.release(true);
    };
    letGo.add(drop);
    client.on('error', drop);
    const close = async () => {
      if (!letGo.has(drop)) return;
      await client.query('ROLLBACK').catch(drop);
      client.off('error', drop);
      if (letGo.delete(drop)) client.release();
    };
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query(
        `SELECT set_config('app.organization_id', $1, true), set_config('app.user_id', '', true),
           set_config('idle_in_transaction_session_timeout', $2, true)`,
        [organizationId, LONGEST_PAUSE],
      );
      return { ...snapshot(client), positions: await positionsIn(client), close };
    } catch (error) {
      await close();
      throw error;
    }
  }

  return {
    open,
    end: async () => {
      for (const drop of letGo) drop();
      await pool.end();
    },
  };
}

async function positionsIn(client: pg.ClientBase): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await client.query<{ name: string; position: bigint }>(
    `SELECT name, position FROM projections.checkpoints WHERE state = 'live'`,
  );
  return new Map(rows.map(({ name, position }) => [name, position]));
}

function snapshot(client: pg.ClientBase): Pick<OrganizationSnapshot, 'columns' | 'rows'> {
  return {
    async columns(readModel, names) {
      const { rows } = await client.query<ExportedColumn>(
        `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
         WHERE attrelid = $1::regclass AND attname = ANY($2) ORDER BY array_position($2, attname::text)`,
        [tableOf(readModel), names],
      );
      return rows.map(({ name, type }) => ({ name: camelCase(name), type }));
    },

    async *rows(readModel, names, orderedBy) {
      const columns = names.map((name) => `${quoted(name)} AS ${quoted(camelCase(name))}`);
      // Row-level security says the same; here it lets the planner use the table's index.
      await client.query(`
        DECLARE exported NO SCROLL CURSOR FOR SELECT ${columns} FROM ${tableOf(readModel)}
        WHERE organization_id = current_setting('app.organization_id') ORDER BY ${orderedBy.map(quoted)}`);
      for (;;) {
        const { rows } = await client.query<ExportedRow>(`FETCH ${ROWS_AT_ONCE} FROM exported`);
        if (rows.length > 0) yield rows;
        if (rows.length < ROWS_AT_ONCE) break;
      }
      await client.query('CLOSE exported');
    },
  };
}
