import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../../application/ports/logger.js';
import type { Leases } from '../../projections/runtime/leases.js';

export type PeriodicJob = Readonly<{
  /** The lease's name: one process at a time does the work. */
  name: string;
  /** Between an end and the next beginning. */
  everyMs: number;
  /** Before the first time; default none. */
  firstAfterMs?: number;
  work: (signal: AbortSignal) => Promise<void>;
}>;

/** Does the work again and again until the signal aborts. What fails is logged and tried again the next time. */
export async function runPeriodically(
  { name, everyMs, firstAfterMs = 0, work }: PeriodicJob,
  { leases, logger }: Readonly<{ leases: Leases; logger: Logger }>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const lease = await leases.acquire(`job.${name}`, signal);
    if (!lease) return;
    const mine = AbortSignal.any([signal, lease.lost]);
    let pause = firstAfterMs;
    while (!mine.aborted) {
      await delay(pause, undefined, { signal: mine, ref: false }).catch(() => undefined);
      if (mine.aborted) break;
      await work(mine).catch((error: unknown) => {
        if (!mine.aborted)
          logger.warn({ err: error, job: name }, 'a periodic job failed; it is tried again the next time');
      });
      pause = everyMs;
    }
    await lease.release();
  }
}
