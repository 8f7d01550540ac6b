import { setTimeout as delay } from 'node:timers/promises';
import type { FollowedStates } from '../../application/followedStates.js';
import type { EventStore } from '../../application/ports/eventStore.js';
import type { LogFeed } from '../../application/ports/logFeed.js';
import type { Logger } from '../../application/ports/logger.js';

/** How often it is asked whether the feed has missed nothing, in milliseconds. */
const CONFIRM_EVERY_MS = 500;
/** How long a confirmation holds, in milliseconds. */
const CONFIRMED_FOR_MS = 2_000;
const PAUSE_AFTER_FAILURE_MS = 250;

export type RecordedElsewhere = Readonly<{
  /** True while everything recorded up to two seconds ago is known to have been handed over. */
  isFollowing: () => boolean;
  /** Marks streams stale as their events arrive, until the signal aborts. */
  run: (following: Following, signal: AbortSignal) => Promise<void>;
}>;

type Following = Readonly<{
  feed: LogFeed;
  eventStore: Pick<EventStore, 'head' | 'readAll'>;
  followed: Pick<FollowedStates, 'markStale'>;
  /** Types of the events that matter. */
  types: readonly string[];
  logger: Logger;
}>;

/**
 * What other processes record, as far as this one keeps states of it in memory. A feed can be dead without having ended,
 * so the store itself is asked as well: where it does not confirm, nothing in memory is trusted.
 */
export function recordedElsewhere(now: () => number = () => performance.now()): RecordedElsewhere {
  let passed: bigint | undefined;
  let confirmedAt = Number.NEGATIVE_INFINITY;

  async function follow({ feed, eventStore, followed, types }: Following, signal: AbortSignal): Promise<void> {
    passed ??= await eventStore.head();
    for await (const { events, position } of feed.join({ after: passed, types, signal })) {
      for (const { stored } of events) if (types.includes(stored.type)) followed.markStale(stored.stream);
      passed = position;
    }
  }

  async function confirm({ eventStore, types }: Following): Promise<void> {
    if (passed === undefined) return;
    const asked = now();
    if ((await eventStore.head()) > passed) {
      for await (const _missed of eventStore.readAll(passed, { eventTypes: types })) return;
    }
    confirmedAt = asked;
  }

  async function again(work: () => Promise<void>, pauseMs: number, following: Following, signal: AbortSignal) {
    while (!signal.aborted) {
      const failed = await work().then(
        () => false,
        (error: unknown) => {
          if (!signal.aborted)
            following.logger.warn({ err: error }, 'what other processes record is not followed; it is tried again');
          return true;
        },
      );
      const pause = failed ? PAUSE_AFTER_FAILURE_MS : pauseMs;
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  return {
    isFollowing: () => now() - confirmedAt < CONFIRMED_FOR_MS,
    async run(following, signal) {
      await Promise.all([
        again(() => follow(following, signal), 0, following, signal),
        again(() => confirm(following), CONFIRM_EVERY_MS, following, signal),
      ]);
    },
  };
}
