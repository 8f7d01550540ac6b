import type { Logger } from '../../application/ports/logger.js';
import type { ReadModelProgress } from '../../application/ports/readModelProgress.js';
import type { WakeUps } from '../../application/ports/wakeUps.js';
import type { Queryable } from './checkpoints.js';

export type ProgressOptions = Readonly<{
  db: Queryable;
  wakeUps: Pick<WakeUps, 'subscribe' | 'healthy'>;
  logger: Logger;
  /** How often checkpoints are read. Default 1,000. */
  pollMs?: number;
}>;

type Waiter = Readonly<{ position: bigint; reached: () => void }>;

/** How often checkpoints are read while somebody waits and no wake-ups arrive. */
const WITHOUT_WAKE_UPS_MS = 50;

/** Progress of the read models from wake-ups and, as these may be lost, from their checkpoints in the database. */
export function createReadModelProgress(options: ProgressOptions): ReadModelProgress & { close: () => void } {
  const { db, wakeUps, logger, pollMs = 1_000 } = options;
  const positions = new Map<string, bigint>();
  const waiters = new Map<string, Set<Waiter>>();
  const listening = new Map<string, () => void>();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function learn(readModel: string, position: bigint): void {
    if (position <= (positions.get(readModel) ?? -1n)) return;
    positions.set(readModel, position);
    for (const waiter of waiters.get(readModel) ?? []) if (waiter.position <= position) waiter.reached();
  }

  function listen(readModel: string): void {
    if (listening.has(readModel) || closed) return;
    const hear = ({ position }: { position: string }) => learn(readModel, BigInt(position));
    listening.set(readModel, wakeUps.subscribe(`readModel.${readModel}`, hear));
  }

  async function poll(): Promise<void> {
    try {
      const { rows } = await db.query<{ name: string; position: bigint }>(
        `SELECT name, position FROM projections.checkpoints WHERE state = 'live'`,
      );
      for (const { name, position } of rows) {
        listen(name);
        learn(name, position);
      }
    } catch (error) {
      logger.warn({ err: error }, 'checkpoints could not be read');
    }
    schedule();
  }

  function schedule(): void {
    clearTimeout(timer);
    if (closed) return;
    const urgent = waiters.size > 0 && !wakeUps.healthy();
    timer = setTimeout(() => void poll(), urgent ? Math.min(WITHOUT_WAKE_UPS_MS, pollMs) : pollMs).unref();
  }

  const reached = (readModel: string): bigint => {
    listen(readModel);
    return positions.get(readModel) ?? -1n;
  };

  function waitFor(readModel: string, position: bigint, timeoutMs: number): Promise<boolean> {
    if (reached(readModel) >= position) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiting = waiters.get(readModel) ?? new Set();
      const finish = (inTime: boolean) => {
        clearTimeout(timeout);
        waiting.delete(waiter);
        if (waiting.size === 0) waiters.delete(readModel);
        resolve(inTime);
      };
      const waiter = { position, reached: () => finish(true) };
      const timeout = setTimeout(() => finish(false), timeoutMs);
      waiters.set(readModel, waiting.add(waiter));
      if (!wakeUps.healthy()) schedule();
    });
  }

  void poll();
  return {
    reached,
    waitFor,
    close: () => {
      closed = true;
      clearTimeout(timer);
      for (const stop of listening.values()) stop();
    },
  };
}
