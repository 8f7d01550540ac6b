import type { WriteOutcome, WriteRequest } from './operations.js';

const perEvent = 100;

/** A write on its way; it is answered once, whatever happens to it. */
export class PendingWrite {
  readonly bytes: number;
  /** Decided on: it is part of a batch, and may be committed even if it is answered before. */
  decided = false;
  private answered = false;

  /** Times are in milliseconds of `performance.now()`. */
  constructor(
    readonly request: WriteRequest,
    /** From then on it is not started any more. */
    readonly startBefore: number,
    /** Then it is answered although its transaction has not ended. */
    readonly answerBefore: number,
    private readonly onAnswer: (outcome: WriteOutcome) => void,
  ) {
    this.bytes = request.events.reduce(
      (sum, event) => sum + event.data.length + event.metadata.length + perEvent,
      perEvent,
    );
  }

  get open(): boolean {
    return !this.answered;
  }

  answer(outcome: WriteOutcome): void {
    if (this.answered) return;
    this.answered = true;
    this.onAnswer(outcome);
  }

  /** The client has gone: nobody is to be answered. */
  abandon(): void {
    this.answered = true;
  }

  expire(now: number): void {
    if (now >= (this.decided ? this.answerBefore : this.startBefore)) this.answer({ kind: 'timeout' });
  }
}
