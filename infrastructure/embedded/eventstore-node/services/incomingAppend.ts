import type { ProposedEvent } from '../log/record.js';
import type { BatchAppendOptions, BatchAppendRequest } from '../protocol/batchAppendRequests.js';
import { type AppendReference, badRequest, tooLarge } from '../protocol/batchAppendResponses.js';
import { isDefect, sizeOf } from '../protocol/proposedEvents.js';
import { readStreamNameField } from '../protocol/streamIdentifiers.js';
import type { WriteRequest } from '../writer/operations.js';

/** One append of a BatchAppend call while its messages arrive. */
export class IncomingAppend {
  readonly reference: AppendReference;
  /** Milliseconds of `performance.now()`. */
  readonly deadline: number;
  private readonly stream: string | undefined;
  private readonly events: ProposedEvent[] = [];
  private bytes = 0;

  /** `first` is the message with the options. */
  constructor(
    correlationId: AppendReference['correlationId'],
    options: BatchAppendOptions,
    private readonly maxBytes: number,
    writeTimeoutMs: number,
  ) {
    const { streamIdentifier, expected } = options;
    this.reference = { correlationId, streamIdentifier, expected };
    this.stream = readStreamNameField(streamIdentifier);
    this.deadline = performance.now() + Math.min(remaining(options), writeTimeoutMs);
  }

  get expired(): boolean {
    return performance.now() >= this.deadline;
  }

  /** Takes in the events of one message; a response when the append cannot be accepted. */
  add({ events }: BatchAppendRequest): Buffer | undefined {
    if (this.stream === undefined) return badRequest(this.reference, 'the stream name is missing or invalid');
    if (this.reference.expected === undefined) return badRequest(this.reference, 'the expected revision is missing');
    for (const event of events) {
      if (isDefect(event)) return badRequest(this.reference, event.text);
      this.bytes += sizeOf(event);
      if (this.bytes > this.maxBytes) return tooLarge(this.reference, this.maxBytes);
      this.events.push(event);
    }
    return undefined;
  }

  /** The whole append, once all of it is there. */
  toRequest(): WriteRequest {
    const { expected = 0n } = this.reference;
    return { kind: 'append', stream: this.stream ?? '', expected, events: this.events };
  }
}

/** Milliseconds left by the clock of the client. */
const remaining = ({ deadline = Number.POSITIVE_INFINITY }: BatchAppendOptions): number => deadline - Date.now();
