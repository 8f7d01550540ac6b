import type { Logger } from '../../application/ports/logger.js';
import type { WakeUp } from '../../application/ports/wakeUps.js';
import type { Connection } from './connection.js';
import type { FeedItem, NotificationFeed } from './feed.js';
import type { GatewayLimits } from './limits.js';
import { LiveOrganization } from './liveOrganization.js';
import type { GatewayMetrics } from './metrics.js';

export type LiveFeed = Readonly<{
  /** From now on the connection gets everything after what it says was delivered. */
  join: (connection: Connection) => void;
  leave: (connection: Connection) => void;
  /** A hint that organizations have something new. */
  wake: (wakeUp: WakeUp) => void;
  /** Looks for news of all organizations that `limits.pollMs` would otherwise pass by; to be called `POLLS` times in it. */
  poll: () => void;
  /** Resolves when no read is under way; none begins after it. */
  stop: () => Promise<void>;
}>;

/** One poll for all would read again, once a second, all that wake-ups had told of meanwhile. */
export const POLLS = 4;

type Options = Readonly<{
  feed: NotificationFeed;
  limits: GatewayLimits;
  logger: Logger;
  metrics: GatewayMetrics | undefined;
  now: () => number;
}>;

/**
 * Delivers what is new to all live sockets: one read at a time for all organizations that have something to expect,
 * however many wake-ups came in between. A read that fails is made up for by the next poll.
 */
export function liveFeed({ feed, limits, logger, metrics, now }: Options): LiveFeed {
  const organizations = new Map<string, LiveOrganization>();
  const due = new Set<LiveOrganization>();
  /** Whether somebody is due who may well have everything: that is found out first, for all at once. */
  let unsure = false;
  let running: Promise<void> | undefined;
  let stopped = false;

  function run(): void {
    if (due.size > 0 && !running && !stopped) running = rounds();
  }

  async function rounds(): Promise<void> {
    try {
      while (due.size > 0 && !stopped) {
        const round = [...due];
        const look = unsure;
        const began = now();
        due.clear();
        unsure = false;
        await deliver(look ? outdated(round, await feed.reached()) : round);
        for (const organization of round) organization.lookedAt = began;
      }
    } catch (error) {
      logger.warn({ err: error }, 'the notification feed could not be read');
      metrics?.readFailed();
    } finally {
      // At once, not in a later microtask: who joins in between would find nobody to read for it.
      running = undefined;
    }
  }

  /** Position and items are of one moment: what a later one shows beyond the position may not be all there is up to it. */
  async function deliver(round: readonly LiveOrganization[]): Promise<void> {
    let behind = round.filter(({ empty }) => !empty);
    while (behind.length > 0 && !stopped) {
      const after = lowest(behind);
      const { reached, items: page } = await feed.afterForMany(
        behind.map(({ id }) => id),
        after,
        limits.pageSize,
      );
      const last = page.at(-1)?.position;
      const upTo = page.length < limits.pageSize || last === undefined || last > reached ? reached : last;
      const items = byOrganization(page, upTo);
      let sent = 0;
      for (const organization of outdated(behind, upTo)) {
        sent += organization.deliver(items.get(organization.id) ?? [], after, upTo, now());
        forgetIfEmpty(organization);
      }
      metrics?.delivered(sent);
      behind = outdated(behind, reached);
    }
  }

  function forgetIfEmpty(organization: LiveOrganization): void {
    if (!organization.empty || organizations.get(organization.id) !== organization) return;
    organizations.delete(organization.id);
    due.delete(organization);
  }

  return {
    join(connection) {
      const id = connection.caller?.organizationId;
      if (id === undefined || connection.closed) return;
      const organization = organizations.get(id) ?? new LiveOrganization(id);
      organizations.set(id, organization);
      organization.add(connection);
      connection.enter('live', now());
      due.add(organization);
      unsure = true;
      run();
    },
    leave(connection) {
      const organization = organizations.get(connection.caller?.organizationId ?? '');
      if (!organization) return;
      organization.remove(connection);
      forgetIfEmpty(organization);
    },
    wake({ position, organizationIds }) {
      const committed = BigInt(position);
      for (const id of organizationIds) {
        const organization = organizations.get(id);
        if (organization && organization.delivered < committed) due.add(organization);
      }
      run();
    },
    poll() {
      const before = now() - limits.pollMs + limits.pollMs / POLLS;
      for (const organization of organizations.values()) {
        if (organization.lookedAt > before) continue;
        due.add(organization);
        unsure = true;
      }
      run();
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}

const outdated = (organizations: readonly LiveOrganization[], reached: bigint): LiveOrganization[] =>
  organizations.filter((organization) => !organization.empty && organization.delivered < reached);

function lowest([first, ...others]: readonly LiveOrganization[]): bigint {
  let low = first?.delivered ?? 0n;
  for (const { delivered } of others) if (delivered < low) low = delivered;
  return low;
}

function byOrganization(page: readonly FeedItem[], upTo: bigint): Map<string, FeedItem[]> {
  const items = new Map<string, FeedItem[]>();
  for (const item of page) {
    if (item.position > upTo) continue;
    const ofOrganization = items.get(item.organizationId);
    if (ofOrganization) ofOrganization.push(item);
    else items.set(item.organizationId, [item]);
  }
  return items;
}
