/** Runs `count` operations, `width` at a time; returns the milliseconds each took and all together. */
export async function inFlight(
  width: number,
  count: number,
  operation: (index: number) => Promise<unknown>,
): Promise<{ eachMs: number[]; totalMs: number }> {
  const eachMs: number[] = [];
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const started = performance.now();
      await operation(next++);
      eachMs.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: Math.min(width, count) }, lane));
  return { eachMs, totalMs: performance.now() - started };
}

/**
 * Starts operations at a steady rate whatever becomes of them, and returns the milliseconds from when each was due
 * to when it was done: who waits in line is counted as slow.
 */
export async function paced(
  perSecond: number,
  count: number,
  operation: (index: number) => Promise<unknown>,
): Promise<number[]> {
  const started = performance.now();
  const running: Promise<number>[] = [];
  while (running.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - started) * perSecond) / 1_000) + 1);
    while (running.length < due) {
      const dueAt = started + (running.length * 1_000) / perSecond;
      running.push(operation(running.length).then(() => performance.now() - dueAt));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return Promise.all(running);
}
