import { setTimeout as delay } from 'node:timers/promises';
import type { AnyEvent, AnyRecordedEvent, Recorded } from '../events/recordedEvent.js';
import type { Clock } from '../ports/clock.js';
import type { EventStore } from '../ports/eventStore.js';
import type { LogBatch, LogFeed } from '../ports/logFeed.js';
import type { Logger } from '../ports/logger.js';
import type { ReactionLease, ReactionLedger } from '../ports/reactionLedger.js';
import { checkpointOf } from './checkpoint.js';
import { handleEntry } from './handleEntry.js';
import { Lanes } from './lanes.js';
import type { Reaction } from './reaction.js';
import { retryParked } from './retryParked.js';

export type ReactionDependencies = Readonly<{
  feed: LogFeed;
  ledger: ReactionLedger;
  eventStore: Pick<EventStore, 'readStream'>;
  decode: (stored: LogBatch['events'][number]['stored']) => AnyRecordedEvent | Promise<AnyRecordedEvent>;
  clock: Clock;
  logger: Logger;
  /** Told how far the reaction has come. */
  progressed?: (reaction: string, position: bigint) => void;
}>;

/** Events in hand at once, all lanes together. */
const MOST_IN_HAND = 256;
/** How long what is in hand may take to end at a stop, in milliseconds; what does not is repeated after the next start. */
const DRAIN_MS = 4_000;
const PAUSE_AFTER_FAILURE_MS = 1_000;

/**
 * Runs one reaction until the signal aborts, in one process at a time. Events come in log order, lanes side by side;
 * the checkpoint moves after the effects, so after a crash some are repeated under the same ids.
 */
export async function runReaction<E extends AnyEvent>(
  reaction: Reaction<E>,
  dependencies: ReactionDependencies,
  signal: AbortSignal,
): Promise<void> {
  const { ledger, logger } = dependencies;
  while (!signal.aborted) {
    const lease = await ledger.acquire(reaction.name, signal);
    if (!lease) return;
    const either = new AbortController();
    const until = AbortSignal.any([signal, lease.lost, either.signal]);
    const stopAll = (error: unknown) => {
      either.abort();
      throw error;
    };
    const lanes = new Lanes(lease.position, MOST_IN_HAND);
    const checkpoint = checkpointOf(reaction.name, lease, lanes, dependencies);
    try {
      await Promise.all([
        follow(reaction, lease, lanes, dependencies, until).catch(stopAll),
        retryParked(reaction, lease, dependencies, until).catch(stopAll),
        checkpoint.keep(until).catch(stopAll),
      ]);
      await Promise.race([lanes.idle(), delay(DRAIN_MS, undefined, { ref: false })]);
      await checkpoint.save();
    } catch (error) {
      logger.error({ err: error, reaction: reaction.name }, 'the reaction stopped and starts again');
      await delay(PAUSE_AFTER_FAILURE_MS, undefined, { signal }).catch(() => undefined);
    } finally {
      await lease.release();
    }
  }
}

async function follow<E extends AnyEvent>(
  reaction: Reaction<E>,
  lease: ReactionLease,
  lanes: Lanes,
  dependencies: ReactionDependencies,
  signal: AbortSignal,
): Promise<void> {
  const after = lease.position;
  const types: readonly string[] = [reaction.eventType].flat();
  for await (const batch of dependencies.feed.join({ after, types, maxBatch: 500, signal })) {
    for (const entry of batch.events) {
      if (!types.includes(entry.stored.type)) continue;
      const lane = await laneOf(reaction, entry);
      await lanes.take(lane, entry.stored.position, () => handleEntry(reaction, entry, lease, dependencies));
    }
    lanes.passed(batch.position);
  }
}

/** An event that cannot be read has a lane of its own: it holds up nobody. */
async function laneOf<E extends AnyEvent>(reaction: Reaction<E>, entry: LogBatch['events'][number]): Promise<string> {
  try {
    return reaction.lane((await entry.decode()) as unknown as Recorded<E>);
  } catch {
    return `unreadable-${entry.stored.id}`;
  }
}
