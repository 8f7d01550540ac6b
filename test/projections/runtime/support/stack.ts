import type { Pool } from 'pg';
import type { EventCodec } from '../../../../application/events/eventCodec.js';
import type { WakeUps } from '../../../../application/ports/wakeUps.js';
import {
  type ConnectedEventStore,
  connectEventStore,
} from '../../../../infrastructure/eventstore/connectEventStore.js';
import { createPool } from '../../../../infrastructure/postgres/pool.js';
import { inProcessWakeUps } from '../../../../infrastructure/wakeups/inProcessWakeUps.js';
import { createLeases, type Leases } from '../../../../projections/runtime/leases.js';
import type { AnyPostgresProjector } from '../../../../projections/runtime/postgresProjector.js';
import { createReadModelProgress } from '../../../../projections/runtime/progress.js';
import type { RunningProjector } from '../../../../projections/runtime/projectorStatus.js';
import {
  type PostgresProjectorDependencies,
  runPostgresProjector,
} from '../../../../projections/runtime/runPostgresProjector.js';
import {
  createSharedFeed,
  type SharedFeed,
  type SharedFeedOptions,
} from '../../../../projections/runtime/sharedFeed.js';
import { type Account, bankCodec } from './bank.js';

export type StackOptions = Readonly<{
  codec?: EventCodec;
  bounds?: NonNullable<SharedFeedOptions['bounds']>;
  frozenAfterMs?: number;
  /** Sees each log entry of level warn and error. */
  onTrouble?: (details: object, message: string) => void;
}>;

/** One process of the product as far as projections go. */
export type Stack = Readonly<{
  pool: Pool;
  eventStore: ConnectedEventStore;
  feed: SharedFeed;
  leases: Leases;
  wakeUps: WakeUps;
  progress: ReturnType<typeof createReadModelProgress>;
  dependencies: PostgresProjectorDependencies;
  run: (projector: AnyPostgresProjector) => RunningProjector;
  /** Ends the projectors cleanly. */
  stop: () => Promise<void>;
  close: () => Promise<void>;
}>;

export async function openStack(databaseUrl: string, eventStoreUrl: string, options: StackOptions): Promise<Stack> {
  const ending = new AbortController();
  const { signal } = ending;
  const trouble = options.onTrouble ?? (() => undefined);
  const logger = { info: () => undefined, warn: trouble, error: trouble };
  const pool = createPool({
    connectionString: databaseUrl,
    applicationName: 'test',
    onConnectionError: () => undefined,
  });
  const eventStore = await connectEventStore({ connectionString: eventStoreUrl, silenceMs: 4_000 });
  const { bounds, codec = bankCodec, frozenAfterMs = 15_000 } = options;
  const feed = createSharedFeed({ eventStore, codec, logger, signal, ...(bounds && { bounds }) });
  const leases = createLeases({ pool, logger, frozenAfterMs, retryMs: 50 });
  const wakeUps = inProcessWakeUps({ onHandlerError: (error) => trouble({ err: error }, 'a wake-up handler threw') });
  const progress = createReadModelProgress({ db: pool, wakeUps, logger });
  const backOff = { firstMs: 10, capMs: 200 };
  const dependencies = { pool, feed, eventStore, leases, wakeUps, logger, backOff, signal };
  const running: RunningProjector[] = [];
  const stop = async () => {
    ending.abort();
    await Promise.all(running.map(({ ended }) => ended));
  };
  return {
    pool,
    eventStore,
    feed,
    leases,
    wakeUps,
    progress,
    dependencies,
    run: (projector) => {
      const started = runPostgresProjector(projector, dependencies);
      running.push(started);
      return started;
    },
    stop,
    close: async () => {
      await stop();
      progress.close();
      await leases.close();
      await eventStore.close();
      await pool.end();
    },
  };
}

/** The rows of `bank.accounts` as queries see them, like those of `pureFold`. */
export async function readAccounts(pool: Pool): Promise<Account[]> {
  const { rows } = await pool.query<Omit<Account, 'balance'> & { balance: bigint }>(
    `SELECT account_id AS "accountId", owner, balance, moves, last_move_at AS "lastMoveAt", last_position AS "lastPosition"
     FROM bank.accounts`,
  );
  return rows.map((row) => ({ ...row, balance: Number(row.balance) }));
}

export const byId = (rows: readonly Account[]): Account[] =>
  rows.toSorted((one, other) => (one.accountId < other.accountId ? -1 : 1));

/** The position a read model has committed, and how many events went into it. */
export async function committed(pool: Pool, name = 'bank.accounts') {
  const { rows } = await pool.query<{ position: bigint; events: bigint; generation: number; epoch: bigint }>(
    `SELECT position, events, generation, epoch FROM projections.checkpoints WHERE name = $1 AND state = 'live'`,
    [name],
  );
  return rows[0] ?? { position: -1n, events: 0n, generation: 0, epoch: 0n };
}
