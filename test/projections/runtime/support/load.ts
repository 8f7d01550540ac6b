import type { Pool } from 'pg';
import { expect, onTestFinished } from 'vitest';
import { append, stored, traffic } from './bank.js';
import type { TestStack } from './testStack.js';

/** Appends until it is stopped, as fast as the live read model takes it; resolves with the position of the last event. */
export function writeLoad({ eventStore, progress }: TestStack): { stop: () => Promise<bigint> } {
  let stopping = false;
  onTestFinished(() => {
    stopping = true;
  });
  const load = (async () => {
    let position = -1n;
    const move = { from: 'kept-0', to: 'kept-1', amount: 1, at: '2026-01-01T00:00:00.000Z' };
    for (let round = 0; !stopping; round++) {
      position = await append(eventStore, [...traffic(20, 60, round), stored('MoneyMoved', move)]);
      await progress.waitFor('bank.accounts', position, 30_000);
    }
    return position;
  })();
  return {
    stop: () => {
      stopping = true;
      return load;
    },
  };
}

/** Reads the view again and again: every answer must hold all of the accounts that are never closed, none as it was before. */
export function readers(pool: Pool, expected: number): { stop: () => Promise<number> } {
  let stopping = false;
  const reading = (async () => {
    let reads = 0;
    let seen = 0;
    for (; !stopping; reads++) {
      const { rows } = await pool.query<{ kept: bigint; moves: number }>(
        `SELECT count(*) AS kept, max(moves) AS moves FROM bank.accounts WHERE account_id LIKE 'kept-%'`,
      );
      expect(rows[0]?.kept).toBe(BigInt(expected));
      expect(rows[0]?.moves).toBeGreaterThanOrEqual(seen);
      seen = rows[0]?.moves ?? seen;
    }
    return reads;
  })();
  return {
    stop: () => {
      stopping = true;
      return reading;
    },
  };
}

/** Accounts that are never closed. */
export const kept = Array.from({ length: 30 }, (_, at) =>
  stored('AccountOpened', { accountId: `kept-${at}`, owner: 'Mia' }),
);

/** The tables of the generations there are. */
export async function tables(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'bank' AND table_type = 'BASE TABLE'`,
  );
  return rows.map(({ name }) => name);
}
