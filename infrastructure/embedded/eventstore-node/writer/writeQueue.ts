import { SlidingWindow } from '../log/slidingWindow.js';
import type { PendingWrite } from './pendingWrite.js';

const sweepIntervalMs = 25;

/** Writes not decided on yet, in order of arrival; also keeps the time of every write that is not answered yet. */
export class WriteQueue {
  private waiting = new SlidingWindow<PendingWrite>();
  private readonly unanswered = new Set<PendingWrite>();
  private bytes = 0;
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly maxWrites: number,
    private readonly maxBytes: number,
  ) {}

  /** Number of writes not answered yet. */
  get size(): number {
    return this.unanswered.size;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** Adds a write; one too many times out at once. */
  push(write: PendingWrite): void {
    if (this.unanswered.size >= this.maxWrites || this.bytes > this.maxBytes) {
      write.answer({ kind: 'timeout' });
      return;
    }
    this.waiting.push(write);
    this.unanswered.add(write);
    this.bytes += write.bytes;
    this.sweeping ??= setInterval(() => this.sweep(), sweepIntervalMs).unref();
  }

  /** The next write to decide on; those that were answered or abandoned meanwhile are dropped. */
  peek(): PendingWrite | undefined {
    for (let next = this.waiting.at(0); next !== undefined; next = this.waiting.at(0)) {
      if (next.open) return next;
      this.waiting.shift();
      this.settle(next);
    }
    return undefined;
  }

  take(): void {
    this.waiting.shift();
  }

  /** Puts writes back to the front that `take` took out. */
  putBack(writes: readonly PendingWrite[]): void {
    const rest = this.waiting.slice(0, this.waiting.length);
    this.waiting = new SlidingWindow<PendingWrite>();
    for (const write of [...writes, ...rest]) this.waiting.push(write);
  }

  /** A write that `take` took out has ended. */
  settle(write: PendingWrite): void {
    if (!this.unanswered.delete(write)) return;
    this.bytes -= write.bytes;
    if (this.unanswered.size > 0) return;
    clearInterval(this.sweeping);
    this.sweeping = undefined;
  }

  /** Every write not answered yet, oldest first. */
  all(): PendingWrite[] {
    return [...this.unanswered];
  }

  private sweep(): void {
    const now = performance.now();
    for (const write of this.unanswered) write.expire(now);
  }
}
