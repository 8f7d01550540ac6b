import { setTimeout as delay } from 'node:timers/promises';
import { PoisonEvent } from '../events/eventCodec.js';
import type { AnyEvent, Recorded } from '../events/recordedEvent.js';
import type { Clock } from '../ports/clock.js';
import type { LogBatch } from '../ports/logFeed.js';
import type { Logger } from '../ports/logger.js';
import type { ReactionLease } from '../ports/reactionLedger.js';
import { NotYetPossible, type Reaction } from './reaction.js';

/** Pauses between the first tries, in milliseconds, before an event is parked. */
const FIRST_RETRIES_MS = [50, 250];
const LONGEST_PARKED_MS = 60 * 60 * 1_000;

/** 1 s, 2 s, 4 s … at most an hour, by the tries so far. */
export const nextAttempt = (now: Date, attempts: number): Date =>
  new Date(now.getTime() + Math.min(LONGEST_PARKED_MS, 1_000 * 2 ** Math.min(attempts - 1, 20)));

/** Reacts to one event, or parks it: an effect that cannot be had must not hold up the others. */
export async function handleEntry<E extends AnyEvent>(
  reaction: Reaction<E>,
  entry: LogBatch['events'][number],
  lease: ReactionLease,
  { clock, logger }: Readonly<{ clock: Clock; logger: Logger }>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await reaction.react((await entry.decode()) as unknown as Recorded<E>);
    } catch (error) {
      const pause = FIRST_RETRIES_MS[attempt - 1];
      const final = error instanceof NotYetPossible || error instanceof PoisonEvent || pause === undefined;
      if (!final) {
        await delay(pause, undefined, { signal: lease.lost });
        continue;
      }
      const { stream, revision, position } = entry.stored;
      const details = { err: error, reaction: reaction.name, stream, position: position.toString() };
      logger.warn(details, 'an event was parked and will be tried again');
      return lease.park(
        { stream, revision, position, attempts: attempt },
        messageOf(error),
        nextAttempt(clock.now(), attempt),
      );
    }
  }
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
