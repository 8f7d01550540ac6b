import type { Pool } from 'pg';

const ERASED = '[erased]';

/**
 * Removes what a person is called from where it may have been copied: answers kept under idempotency keys (a repetition is
 * answered by the log from then on), and why an event was parked or a projector stopped.
 * @param words names and addresses, compared as they stand and as JSON writes them
 */
export async function erasePlaintextCopies(pool: Pool, words: readonly string[]): Promise<void> {
  const written = [...new Set(words.flatMap((word) => [word, JSON.stringify(word).slice(1, -1)]))];
  if (written.length === 0) return;
  const holds = (column: string) =>
    `EXISTS (SELECT FROM unnest($1::text[]) AS word WHERE position(word IN ${column}) > 0)`;
  await pool.query(`DELETE FROM platform.idempotency_keys WHERE ${holds('body')} OR ${holds('headers::text')}`, [
    written,
  ]);
  await pool.query(`UPDATE reactions.parked_events SET reason = '${ERASED}' WHERE ${holds('reason')}`, [written]);
  await pool.query(`UPDATE projections.checkpoints SET last_error = '${ERASED}' WHERE ${holds('last_error')}`, [
    written,
  ]);
}
