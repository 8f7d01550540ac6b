import { setTimeout as delay } from 'node:timers/promises';

export type BackOffOptions = Readonly<{ firstMs?: number; capMs?: number }>;

/** Growing waits between attempts, with jitter so that many who failed together do not come back together. */
export type BackOff = Readonly<{
  /** Waits the next delay, or less when the signal aborts. */
  wait: (signal: AbortSignal) => Promise<void>;
  /** The next delay is the first again. */
  reset: () => void;
}>;

/** Delays between half and the whole of 200 ms, 400 ms … 30 s. */
export function backOff({ firstMs = 200, capMs = 30_000 }: BackOffOptions = {}): BackOff {
  let attempt = 0;
  return {
    wait: (signal) => {
      const longest = Math.min(capMs, firstMs * 2 ** attempt++);
      return pause(longest * (0.5 + Math.random() / 2), signal);
    },
    reset: () => {
      attempt = 0;
    },
  };
}

/** Resolves after the time, or at once when the signal aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return delay(ms, undefined, { signal }).catch(() => undefined);
}
