import {
  AppendOutcomeUnknown,
  type AppendResult,
  EventStoreUnavailable,
  type EventToAppend,
  type ExpectedRevision,
} from '../../application/ports/eventStore.js';
import type { AppendStreams } from './appendStreams.js';
import { type BackOff, backOff } from './backOff.js';
import { AppendRefused } from './batchAppendReply.js';
import { type EncodedAppend, encodeAppend } from './encodedAppend.js';
import { isPermanent } from './grpcStatus.js';
import type { EventStoreLogger } from './logger.js';
import type { Reader } from './reader.js';
import { firstRevision, recordedOutcome } from './recordedOutcome.js';

const ATTEMPTS = 6;
const betweenAttempts: BackOff = { firstMs: 50, capMs: 1_000 };

type Attempt = Readonly<{ result: AppendResult } | { sent: boolean; cause: unknown }>;

export type AppenderParts = Readonly<{
  streams: AppendStreams;
  verifier: Reader;
  /** Longest wait for one reply (ms); an append with all its repetitions takes at most twice that. */
  timeoutMs: number;
  logger: EventStoreLogger;
}>;

/** Appends exactly once over a network that may lose the request, the reply or itself. */
export class Appender {
  readonly #parts: AppenderParts;

  constructor(parts: AppenderParts) {
    this.#parts = parts;
  }

  /**
   * @throws AppendOutcomeUnknown when it was sent, and neither a reply nor the stream could be had
   * @throws EventStoreUnavailable when it was never sent
   * @throws AppendRefused when the server will never take it
   * @throws TypeError when an event cannot be written as JSON
   */
  async append(stream: string, events: readonly EventToAppend[], expected: ExpectedRevision): Promise<AppendResult> {
    const append = encodeAppend(stream, events, expected);
    const { timeoutMs } = this.#parts;
    const giveUpAt = performance.now() + 2 * timeoutMs;
    const timeLeft = () => Math.min(timeoutMs, giveUpAt - performance.now());
    let sent = false;
    let cause: unknown;
    for (let attempts = 0; attempts < ATTEMPTS && timeLeft() > 0; attempts++) {
      if (attempts > 0) await backOff(betweenAttempts, attempts - 1);
      const attempt = await this.#attempt(append, sent, timeLeft);
      if ('result' in attempt) return attempt.result;
      sent ||= attempt.sent;
      cause = attempt.cause;
    }
    if (sent) throw new AppendOutcomeUnknown(`The append to ${stream} may have been recorded`, { cause });
    throw new EventStoreUnavailable(`The append to ${stream} could not be sent`, { cause });
  }

  async #attempt(append: EncodedAppend, sentBefore: boolean, timeLeft: () => number): Promise<Attempt> {
    const { streams, logger } = this.#parts;
    let sent = sentBefore;
    try {
      const stream = await streams.current(timeLeft());
      sent = true;
      const reply = await stream.append(append, timeLeft());
      // The server itself knows a repetition by its ids; a conflict is only doubted when one may have slipped by it.
      if (reply.outcome === 'conflict' && !sentBefore) return { result: reply };
      if (reply.outcome === 'appended' && reply.position !== undefined) {
        return { result: { ...reply, position: reply.position } };
      }
      const recorded = await this.#recorded(append, timeLeft());
      if (recorded) return { result: recorded };
      if (reply.outcome === 'conflict') return { result: reply };
      return { sent, cause: new Error('The event store did not say where it appended') };
    } catch (cause) {
      if (cause instanceof AppendRefused) throw cause;
      if (!sent && isPermanent(cause)) throw cause;
      if (!sent) return { sent, cause };
      logger.warn({ err: cause, stream: append.stream }, 'The outcome of an append is unknown');
      return this.#settle(append, cause, timeLeft);
    }
  }

  async #settle(append: EncodedAppend, cause: unknown, timeLeft: () => number): Promise<Attempt> {
    if (timeLeft() <= 0) return { sent: true, cause };
    try {
      const result = await this.#recorded(append, timeLeft());
      return result ? { result } : { sent: true, cause };
    } catch (error) {
      return { sent: true, cause: error };
    }
  }

  async #recorded({ stream, ids, expected }: EncodedAppend, timeLeftMs: number): Promise<AppendResult | undefined> {
    const { verifier, timeoutMs } = this.#parts;
    const patienceMs = Math.min(timeLeftMs, timeoutMs / 2);
    const found = await verifier.readSome(stream, firstRevision(expected), ids.length, patienceMs);
    return recordedOutcome(ids, expected, found);
  }
}
