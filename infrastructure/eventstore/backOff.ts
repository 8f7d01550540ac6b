import { setTimeout as delay } from 'node:timers/promises';

export type BackOff = Readonly<{ firstMs: number; capMs: number }>;

/**
 * Milliseconds before the given repetition (0 is the first): doubles up to the cap, half of it random, so that
 * callers that failed together do not come back together.
 *
 * @param random from 0 to 1
 */
export const backOffMs = ({ firstMs, capMs }: BackOff, repetition: number, random: number): number =>
  Math.min(capMs, firstMs * 2 ** repetition) * (0.5 + random / 2);

/** Waits before a repetition; an abort ends the wait early and quietly. */
export async function backOff(policy: BackOff, repetition: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(backOffMs(policy, repetition, Math.random()), undefined, signal ? { signal } : undefined);
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
