import type { Pool, PoolClient } from 'pg';

/** Runs `work` in one transaction, committed when it resolves and rolled back when it throws. */
export async function inTransaction<T>(
  pool: Pick<Pool, 'connect'>,
  work: (db: PoolClient) => Promise<T>,
  isolation: 'READ COMMITTED' | 'REPEATABLE READ' = 'READ COMMITTED',
): Promise<T> {
  const db = await pool.connect();
  try {
    await db.query(`BEGIN ISOLATION LEVEL ${isolation}`);
    const result = await work(db);
    await db.query('COMMIT');
    db.release();
    return result;
  } catch (error) {
    // The connection is given up rather than rolled back: its state is unknown after an error.
    db.release(true);
    throw error;
  }
}
