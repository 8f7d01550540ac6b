import type { Pool } from 'pg';
import type { SweepProgress } from '../../application/ports/sweepProgress.js';

/** Remembers how far a sweep of that name has come. */
export const sweepProgress = (pool: Pool, name: string): SweepProgress => ({
  async reached() {
    const { rows } = await pool.query<{ reached: string }>('SELECT reached FROM reactions.sweeps WHERE name = $1', [
      name,
    ]);
    return rows[0]?.reached;
  },
  async reach(time) {
    await pool.query(
      `INSERT INTO reactions.sweeps AS s (name, reached) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET reached = greatest(s.reached, EXCLUDED.reached), updated_at = now()`,
      [name, time],
    );
  },
});
