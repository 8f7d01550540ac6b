import type { ReadModelProgress } from '../../../application/ports/readModelProgress.js';
import { RequestRefused } from '../problem.js';

/**
 * Waits until every read model shows the position.
 * @throws RequestRefused not_yet_visible when the time is up first
 */
export async function waitUntilVisible(
  progress: ReadModelProgress,
  readModels: readonly string[],
  position: bigint,
  timeoutMs: number,
): Promise<void> {
  const reached = await Promise.all(readModels.map((name) => progress.waitFor(name, position, timeoutMs)));
  if (reached.every(Boolean)) return;
  throw new RequestRefused('not_yet_visible', { headers: { 'Retry-After': '1' } });
}

/** What all of the read models show at least; undefined without any. */
export function positionShown(progress: ReadModelProgress, readModels: readonly string[]): bigint | undefined {
  let lowest: bigint | undefined;
  for (const name of readModels) {
    const reached = progress.reached(name);
    if (lowest === undefined || reached < lowest) lowest = reached;
  }
  return lowest;
}
