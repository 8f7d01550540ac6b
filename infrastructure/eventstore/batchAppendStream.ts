import { randomUUID } from 'node:crypto';
import { type AppendReply, type BatchAppendReply, readAppendReply } from './batchAppendReply.js';
import { appendRequests, type EncodedAppend } from './encodedAppend.js';
import type { BatchAppendCall } from './storeConnection.js';

type Pending = Readonly<{ answer: (reply: BatchAppendReply) => void; fail: (error: Error) => void }>;

export type BatchAppendStreamOptions = Readonly<{
  /** A stream that said nothing for so many milliseconds of waiting is broken. */
  patienceMs: number;
  onBroken: () => void;
}>;

/** One BatchAppend call and the appends that wait for its replies. However it ends, none of them stays pending. */
export class BatchAppendStream {
  readonly #call: BatchAppendCall;
  readonly #options: BatchAppendStreamOptions;
  readonly #pending = new Map<string, Pending>();
  #replies = 0;
  #failure: Error | undefined;

  constructor(call: BatchAppendCall, options: BatchAppendStreamOptions) {
    this.#call = call;
    this.#options = options;
    call.on('data', (reply: BatchAppendReply) => {
      this.#replies++;
      this.#pending.get(reply.correlationId)?.answer(reply);
    });
    call.on('error', (error: Error) => this.#break(error));
    call.on('end', () => this.#break(new Error('The event store ended the append call')));
  }

  /**
   * Sends the append and waits for its reply.
   *
   * @throws AppendRefused for good
   * @throws Error when the outcome is unknown
   */
  append(append: EncodedAppend, timeoutMs: number): Promise<AppendReply> {
    const id = randomUUID();
    const repliesBefore = this.#replies;
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      const settle = (outcome: () => void) => {
        clearTimeout(timer);
        this.#pending.delete(id);
        outcome();
      };
      const fail = (error: Error) => settle(() => reject(error));
      const unanswered = () => {
        fail(new Error(`The event store sent no reply for ${Math.round(timeoutMs)} ms`));
        // Not when others were answered, or time was too short to tell: they would lose their replies for nothing.
        if (this.#replies > repliesBefore || timeoutMs < this.#options.patienceMs) return;
        this.#break(new Error('The event store does not answer appends'));
      };
      const timer = setTimeout(unanswered, timeoutMs);
      this.#pending.set(id, {
        answer: (reply) => settle(() => resolveWith(resolve, reject, () => readAppendReply(reply))),
        fail,
      });
      for (const request of appendRequests(append, id)) this.#call.write(request);
    });
  }

  #break(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#options.onBroken();
    for (const { fail } of this.#pending.values()) fail(error);
  }
}

function resolveWith<T>(resolve: (value: T) => void, reject: (error: unknown) => void, produce: () => T): void {
  try {
    resolve(produce());
  } catch (error) {
    reject(error);
  }
}
