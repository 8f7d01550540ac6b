import { once } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import { rebuild } from '../../../../projections/runtime/rebuild.js';
import { runPostgresProjector } from '../../../../projections/runtime/runPostgresProjector.js';
import { accounts } from './bank.js';
import { openStack } from './stack.js';

/**
 * A process that runs `bank.accounts` once it is told to go, and is struck by a signal at one of its statements to the
 * database: before it is sent, or after it was sent and before its answer is known.
 */
export type Strike = Readonly<{ statement: number; moment: 'before' | 'after'; signal: 'SIGKILL' | 'SIGSTOP' }>;

const [databaseUrl = '', eventStoreUrl = '', strikeJson = 'null', task = 'run'] = process.argv.slice(2);
const strike: Strike | null = JSON.parse(strikeJson);
await once(process, 'message');
const onTrouble = (_: object, message: string) => process.connected && process.send?.({ trouble: message });
const stack = await openStack(databaseUrl, eventStoreUrl, { frozenAfterMs: 1_000, onTrouble });
const pool = strike ? struckPool(stack.pool, strike) : stack.pool;
const dependencies = { ...stack.dependencies, pool };
if (task === 'rebuild') await rebuild(accounts, dependencies);
const running = runPostgresProjector(accounts, dependencies);
process.once('SIGTERM', () => {
  void stack.close().then(() => process.disconnect());
});
await running.ended;

/** The pool, and each connection it hands out, with one statement that the signal strikes. */
function struckPool(pool: Pool, { statement, moment, signal }: Strike): Pool {
  let statements = 0;
  const strikeStatements = <T extends Pool | PoolClient>(through: T): T => {
    const query = through.query.bind(through) as (...args: unknown[]) => Promise<unknown>;
    const struck = (...args: unknown[]) => {
      const due = ++statements === statement;
      if (due && moment === 'before') process.kill(process.pid, signal);
      const answer = query(...args);
      // The statement is on its way once this turn of the event loop has ended.
      if (due && moment === 'after') setImmediate(() => process.kill(process.pid, signal));
      return answer;
    };
    const connect = async () => strikeStatements(await pool.connect());
    return new Proxy(through, {
      get: (target, property) => {
        if (property === 'query') return struck;
        if (property === 'connect') return connect;
        const value: unknown = Reflect.get(target, property);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  };
  return strikeStatements(pool);
}
