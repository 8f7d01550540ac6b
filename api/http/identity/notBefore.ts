import { setTimeout as delay } from 'node:timers/promises';

/** The outcome of some work, but not before so many milliseconds: what takes less than that takes the same. */
export async function notBefore<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.all([work(), delay(milliseconds)]);
  return outcome;
}
