import type { ReadModelProgress } from '../../../../application/ports/readModelProgress.js';

/** Read models that come as far as a test says. */
export class ManualProgress implements ReadModelProgress {
  private readonly positions = new Map<string, bigint>();
  private readonly waiting = new Set<() => void>();

  reach(readModel: string, position: bigint): void {
    this.positions.set(readModel, position);
    for (const look of this.waiting) look();
  }

  get waiters(): number {
    return this.waiting.size;
  }

  reached(readModel: string): bigint {
    return this.positions.get(readModel) ?? 0n;
  }

  waitFor(readModel: string, position: bigint, timeoutMs: number): Promise<boolean> {
    if (this.reached(readModel) >= position) return Promise.resolve(true);
    return new Promise((resolve) => {
      const deadline = AbortSignal.timeout(timeoutMs);
      const settle = (outcome: boolean) => {
        this.waiting.delete(look);
        resolve(outcome);
      };
      const look = () => {
        if (this.reached(readModel) >= position) settle(true);
      };
      this.waiting.add(look);
      deadline.addEventListener('abort', () => settle(false), { once: true });
    });
  }
}
