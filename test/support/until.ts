import { setImmediate as nextTurn } from 'node:timers/promises';
import { vi } from 'vitest';

/** How long a question to another process is put again at once. */
const EAGER_MS = 20;
/** After that it is put now and then: whoever is waited for needs the processor more. */
const pace = { interval: 25, timeout: 2 ** 31 - 1 };

/** Resolves once the condition holds; the test's own time limit ends the wait. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const eagerly = performance.now() + EAGER_MS;
  for (;;) {
    const holds = condition();
    if (await holds) return;
    if (holds instanceof Promise && performance.now() > eagerly) break;
    await nextTurn();
  }
  await vi.waitUntil(condition, pace);
}
