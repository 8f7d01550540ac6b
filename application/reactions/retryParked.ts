import { setTimeout as delay } from 'node:timers/promises';
import type { AnyEvent, Recorded } from '../events/recordedEvent.js';
import type { ParkedEvent, ReactionLease } from '../ports/reactionLedger.js';
import { messageOf, nextAttempt } from './handleEntry.js';
import type { Reaction } from './reaction.js';
import type { ReactionDependencies } from './runReaction.js';

const LOOK_EVERY_MS = 500;
const AT_ONCE = 50;

/** Tries parked events again when their time has come, until the signal aborts. */
export async function retryParked<E extends AnyEvent>(
  reaction: Reaction<E>,
  lease: ReactionLease,
  dependencies: ReactionDependencies,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    for (const parked of await lease.due(dependencies.clock.now(), AT_ONCE)) {
      await retry(reaction, parked, lease, dependencies);
    }
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function retry<E extends AnyEvent>(
  reaction: Reaction<E>,
  parked: ParkedEvent,
  lease: ReactionLease,
  { eventStore, decode, clock, logger }: ReactionDependencies,
): Promise<void> {
  try {
    for await (const stored of eventStore.readStream(parked.stream, parked.revision)) {
      await reaction.react((await decode(stored)) as unknown as Recorded<E>);
      break;
    }
    await lease.settle(parked);
    logger.info({ reaction: reaction.name, stream: parked.stream }, 'a parked event has been handled');
  } catch (error) {
    const attempts = parked.attempts + 1;
    await lease.park({ ...parked, attempts }, messageOf(error), nextAttempt(clock.now(), attempts));
  }
}
