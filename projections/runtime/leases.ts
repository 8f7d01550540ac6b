import { setMaxListeners } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from '../../application/ports/logger.js';

/** The right to run something alone, as long as the process lives and its connection holds. */
export type Lease = Readonly<{
  /** Aborts when the lease is lost: another process may hold it now. */
  lost: AbortSignal;
  release: () => Promise<void>;
}>;

export type Leases = Readonly<{
  /** Waits for the lease of a name, whoever holds it, this process too; undefined when the signal aborts first. */
  acquire: (name: string, signal: AbortSignal) => Promise<Lease | undefined>;
  /** Gives up all leases. */
  close: () => Promise<void>;
}>;

export type LeasesOptions = Readonly<{
  /** Gives one connection for as long as it works. */
  pool: Pick<Pool, 'connect'>;
  logger: Logger;
  /** A process frozen for this long loses its leases; at least a second. Default 15,000. */
  frozenAfterMs?: number;
  /** How often a wanted lease is asked for. Default 500. */
  retryMs?: number;
}>;

type Give = (lease: Lease) => void;
type Held = Readonly<{ connection: PoolClient; lost: AbortController }>;

/** The key of a lease's advisory lock, in SQL. */
export const leaseKey = (name: string): string => `hashtextextended(${name}, 7242)`;

/**
 * Leases as session advisory locks on one dedicated connection. The server ends the session of a process that is
 * frozen, so that another can take over; what the frozen one still writes after waking is refused by the epoch.
 */
export function createLeases(options: LeasesOptions): Leases {
  const { pool, logger, frozenAfterMs = 15_000, retryMs = 500 } = options;
  /** Who waits for a name, in the order they came. */
  const wanted = new Map<string, Set<Give>>();
  const held = new Map<string, Held>();
  let connection: PoolClient | undefined;
  let timer: NodeJS.Timeout | undefined;
  /** What the connection is asked, one after the other. */
  let busy: Promise<void> = Promise.resolve();
  let closed = false;

  async function connect(): Promise<PoolClient> {
    const opened = await pool.connect();
    opened.on('error', (error) => broken(opened, error));
    opened.on('end', () => broken(opened, new Error('the lease connection ended')));
    try {
      await opened.query(
        `SELECT set_config('idle_session_timeout', $1, false), set_config('tcp_keepalives_idle', '5', false),
        set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false)`,
        [`${frozenAfterMs}ms`],
      );
      return opened;
    } catch (error) {
      opened.release(true);
      throw error;
    }
  }

  function broken(which: PoolClient, error: Error): void {
    if (connection !== which) return;
    connection = undefined;
    which.release(error);
    const names = [...held.keys()];
    if (names.length > 0) logger.warn({ err: error, leases: names }, 'leases lost');
    for (const { lost } of held.values()) lost.abort(error);
    held.clear();
  }

  /** Asks for all wanted leases at once; keeps the session alive while it holds some. */
  async function round(): Promise<void> {
    if (closed || (wanted.size === 0 && held.size === 0)) return;
    try {
      connection ??= await connect();
      const names = [...wanted.keys()].filter((name) => !held.has(name));
      const { rows } = await connection.query<{ name: string; granted: boolean }>(
        `SELECT name, pg_try_advisory_lock(${leaseKey('name')}) AS granted FROM unnest($1::text[]) AS name`,
        [names],
      );
      for (const { name, granted } of rows) if (granted) grant(name, connection);
    } catch (error) {
      if (connection) broken(connection, error as Error);
      else logger.warn({ err: error }, 'no connection for leases');
    }
  }

  const schedule = (ms: number) => {
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(() => {
      busy = busy
        .then(round)
        .then(() => schedule(wanted.size > 0 ? retryMs : Math.min(retryMs * 4, frozenAfterMs / 4)));
    }, ms);
  };

  function grant(name: string, by: PoolClient): void {
    const lost = new AbortController();
    // All that is in hand under a lease waits for its loss; Node would call more than ten a leak.
    setMaxListeners(0, lost.signal);
    const [give] = wanted.get(name) ?? [];
    if (give) forget(name, give);
    held.set(name, { connection: by, lost });
    const release = () => letGo(name, by);
    if (give) give({ lost: lost.signal, release });
    else void release();
  }

  function forget(name: string, give: Give): void {
    const waiting = wanted.get(name);
    waiting?.delete(give);
    if (waiting?.size === 0) wanted.delete(name);
  }

  function letGo(name: string, by: PoolClient): Promise<void> {
    const holds = held.get(name);
    if (holds?.connection !== by) return Promise.resolve();
    held.delete(name);
    busy = busy.then(async () => {
      if (connection !== by) return;
      try {
        await by.query(`SELECT pg_advisory_unlock(${leaseKey('$1::text')})`, [name]);
      } catch (error) {
        broken(by, error as Error);
      }
      if (wanted.has(name)) schedule(0);
    });
    return busy;
  }

  return {
    acquire: (name, signal) => {
      if (signal.aborted || closed) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const give: Give = (lease) => {
          signal.removeEventListener('abort', stop);
          resolve(lease);
        };
        const stop = () => {
          forget(name, give);
          resolve(undefined);
        };
        signal.addEventListener('abort', stop, { once: true });
        wanted.set(name, (wanted.get(name) ?? new Set()).add(give));
        schedule(0);
      });
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await busy;
      const last = connection;
      connection = undefined;
      held.clear();
      last?.release(true);
    },
  };
}
