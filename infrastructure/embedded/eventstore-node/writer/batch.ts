import type { LogRecord } from '../log/record.js';
import type { WriteOutcome } from './operations.js';
import type { PendingWrite } from './pendingWrite.js';

/** Decided writes that share one transaction, with the answer each gets when it is committed. */
export class Batch {
  readonly writes: PendingWrite[] = [];
  readonly records: LogRecord[] = [];
  private readonly outcomes: WriteOutcome[] = [];
  private bytes = 0;
  /** How many of the writes found another revision than they expected. */
  conflicts = 0;

  constructor(
    private readonly maxWrites: number,
    private readonly maxBytes: number,
  ) {}

  get isFull(): boolean {
    return this.writes.length >= this.maxWrites || this.bytes >= this.maxBytes;
  }

  add(write: PendingWrite, outcome: WriteOutcome, records: readonly LogRecord[]): void {
    this.writes.push(write);
    this.outcomes.push(outcome);
    this.bytes += write.bytes;
    if (outcome.kind === 'conflict') this.conflicts++;
    for (const record of records) this.records.push(record);
  }

  /** Gives every write its answer, in order. */
  answer(): void {
    this.writes.forEach((write, index) => {
      const outcome = this.outcomes[index];
      if (outcome) write.answer(outcome);
    });
  }
}
