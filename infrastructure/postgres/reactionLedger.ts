import type { Pool } from 'pg';
import { LeaseLost, type ReactionLease, type ReactionLedger } from '../../application/ports/reactionLedger.js';

type Lease = Readonly<{ lost: AbortSignal; release: () => Promise<void> }>;

/** Reactions' memory in PostgreSQL; `acquireLease` says which process may run one. */
export const reactionLedger = (
  pool: Pool,
  acquireLease: (name: string, signal: AbortSignal) => Promise<Lease | undefined>,
): ReactionLedger => ({
  async acquire(reaction, signal) {
    const lease = await acquireLease(`reaction.${reaction}`, signal);
    if (!lease) return undefined;
    const { rows } = await pool.query<{ position: string; epoch: string }>(
      `INSERT INTO reactions.checkpoints AS c (name, epoch) VALUES ($1, 1)
       ON CONFLICT (name) DO UPDATE SET epoch = c.epoch + 1 RETURNING position::text, epoch::text`,
      [reaction],
    );
    const [held] = rows;
    if (!held) throw new Error(`no checkpoint for reaction ${reaction}`);
    return heldLease(pool, reaction, lease, BigInt(held.position), BigInt(held.epoch));
  },
});

const heldLease = (pool: Pool, reaction: string, lease: Lease, position: bigint, epoch: bigint): ReactionLease => ({
  position: position < 0n ? undefined : position,
  lost: lease.lost,
  release: lease.release,

  async save(to) {
    const { rowCount } = await pool.query({
      name: 'save a reaction',
      text: 'UPDATE reactions.checkpoints SET position = $3, updated_at = now() WHERE name = $1 AND epoch = $2 AND position <= $3',
      values: [reaction, epoch, to],
    });
    if (rowCount !== 1) throw new LeaseLost(`another process runs reaction ${reaction} now`);
  },

  async park({ stream, revision, position: at, attempts }, why, nextAttemptAt) {
    await pool.query(
      `INSERT INTO reactions.parked_events (reaction, stream, revision, position, attempts, reason, next_attempt_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (reaction, stream, revision)
       DO UPDATE SET attempts = EXCLUDED.attempts, reason = EXCLUDED.reason, next_attempt_at = EXCLUDED.next_attempt_at`,
      [reaction, stream, revision, at, attempts, why, nextAttemptAt],
    );
  },

  async due(now, limit) {
    const { rows } = await pool.query<{ stream: string; revision: string; position: string; attempts: number }>(
      `SELECT stream, revision::text, position::text, attempts FROM reactions.parked_events
       WHERE reaction = $1 AND next_attempt_at <= $2 ORDER BY next_attempt_at, position LIMIT $3`,
      [reaction, now, limit],
    );
    return rows.map((row) => ({ ...row, revision: BigInt(row.revision), position: BigInt(row.position) }));
  },

  async settle({ stream, revision }) {
    await pool.query('DELETE FROM reactions.parked_events WHERE reaction = $1 AND stream = $2 AND revision = $3', [
      reaction,
      stream,
      revision,
    ]);
  },
});
