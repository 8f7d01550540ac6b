import type { Queryable } from './checkpoints.js';
import { leaseKey } from './leases.js';

/** One generation of a read model, as the database knows it: true for every process. */
export type ReadModelStatus = Readonly<{
  name: string;
  generation: number;
  version: number;
  /** `stopped`: at an error, tried again and again. `not running`: no process holds its lease. */
  state: 'running' | 'stopped' | 'not running' | 'building' | 'build interrupted' | 'retired';
  position: bigint;
  events: bigint;
  /** Host and process that wrote it last. */
  holder: string | null;
  error: string | null;
  /** Of the event that cannot be projected. */
  failedPosition: bigint | null;
  failedAt: string | null;
}>;

type Row = Omit<ReadModelStatus, 'state'> & Readonly<{ kept: 'live' | 'building' | 'retired'; held: boolean }>;

/** Every generation that is served, being built or about to be dropped, in the order of names. */
export async function readModelStatus(db: Queryable): Promise<ReadModelStatus[]> {
  const { rows } = await db.query<Row>(
    `SELECT name, generation, version, state AS kept, position, events, holder, last_error AS error,
       failed_position AS "failedPosition", failed_at AS "failedAt",
       EXISTS (
         SELECT FROM pg_locks
         WHERE locktype = 'advisory' AND granted AND objsubid = 1
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
           AND (classid::bigint << 32) | objid::bigint = ${leaseKey(`name || '@' || generation`)}
       ) AS held
     FROM projections.checkpoints WHERE state <> 'dropped' ORDER BY name, generation`,
  );
  return rows.map(({ kept, held, ...row }) => ({ ...row, state: stateOf(kept, held, row.error) }));
}

function stateOf(kept: Row['kept'], held: boolean, error: string | null): ReadModelStatus['state'] {
  if (kept === 'retired') return 'retired';
  if (held && error !== null) return 'stopped';
  if (kept === 'building') return held ? 'building' : 'build interrupted';
  return held ? 'running' : error === null ? 'not running' : 'stopped';
}
