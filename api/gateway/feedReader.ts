import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '../../application/ports/logger.js';
import type { NotificationFeed } from './feed.js';
import type { GatewayLimits } from './limits.js';
import type { GatewayMetrics } from './metrics.js';
import { turns } from './turns.js';

type Feed = Pick<NotificationFeed, 'reached' | 'after'>;

/** The feed as single sockets read it: few at a time, and again and again until it answers or nobody waits any more. */
export type FeedReader = Readonly<{
  /** Runs until it succeeds; undefined once `wanted` says no. */
  read: <T>(wanted: () => boolean, work: (feed: Feed) => Promise<T>) => Promise<T | undefined>;
}>;

type Options = Readonly<{
  feed: NotificationFeed;
  limits: GatewayLimits;
  logger: Logger;
  metrics: GatewayMetrics | undefined;
  stopping: AbortSignal;
}>;

export function feedReader({ feed, limits, logger, metrics, stopping }: Options): FeedReader {
  const turn = turns(limits.catchUpReads);
  const asSeenNow: Feed = {
    reached: shared(() => feed.reached()),
    after: (organizationId, position, limit) => feed.after(organizationId, position, limit),
  };

  return {
    async read(wanted, work) {
      while (wanted() && !stopping.aborted) {
        try {
          return await turn(() => work(asSeenNow));
        } catch (error) {
          logger.warn({ err: error }, 'the notification feed could not be read for a socket');
          metrics?.readFailed();
          await pause(limits.pollMs, undefined, { ref: false });
        }
      }
      return undefined;
    },
  };
}

/** Callers that come while the work is being done share its result. */
function shared<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}
