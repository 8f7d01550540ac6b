import type { Pool } from 'pg';
import type { ParkedAt, ParkedEvents } from '../../application/ports/parkedEvents.js';

/** Reads and hurries what reactions have parked; the reactor looks for what is due twice a second. */
export function parkedEvents(pool: Pool): ParkedEvents {
  async function hurry(condition: string, value: string): Promise<number> {
    const { rowCount } = await pool.query(
      `UPDATE reactions.parked_events SET next_attempt_at = least(next_attempt_at, now()) WHERE ${condition}`,
      [value],
    );
    return rowCount ?? 0;
  }

  return {
    list: async (streamPrefix) => {
      const { rows } = await pool.query<ParkedAt>(
        `SELECT reaction, stream, revision, attempts, reason, next_attempt_at AS "nextAttemptAt"
         FROM reactions.parked_events WHERE starts_with(stream, $1) ORDER BY position, reaction`,
        [streamPrefix],
      );
      return rows;
    },
    makeDue: (streamPrefix) => hurry('starts_with(stream, $1)', streamPrefix),
    makeDueIn: (stream) => hurry('stream = $1', stream),
  };
}
