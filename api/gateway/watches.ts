import type { ReadModelProgress } from '../../application/ports/readModelProgress.js';
import type { WakeUps } from '../../application/ports/wakeUps.js';
import type { Permission } from '../../domain/team/permissions.js';
import type { Connection } from './connection.js';
import type { GatewayLimits } from './limits.js';
import { serverFrames } from './protocol.js';
import { WatchedResource } from './watchedResource.js';

/** What live pages may watch: the resource's name for clients → its read model, and what reading it takes. */
export type WatchableResources = Readonly<Record<string, Readonly<{ projector: string; permission: Permission }>>>;

export type Watches = Readonly<{
  /** False when there is no such resource or this person may not see it: both are told alike. */
  watch: (connection: Connection, resource: string) => boolean;
  leave: (connection: Connection) => void;
  /** Ends what the person may not see any more, and says so. */
  review: (connection: Connection) => void;
  /** Makes up for lost wake-ups; to be called once a second. */
  poll: () => void;
  stop: () => void;
}>;

type Options = Readonly<{
  resources: WatchableResources;
  wakeUps: WakeUps;
  progress: Pick<ReadModelProgress, 'reached'> | undefined;
  limits: GatewayLimits;
  now: () => number;
}>;

/** Tells sockets that something of their organization has changed; what it is now, they read over HTTP. */
export function watches({ resources, wakeUps, progress, limits, now }: Options): Watches {
  const watched = new Map(
    Object.entries(resources).map(([name, { projector, permission }]) => {
      const resource = new WatchedResource(name, limits.changedEveryMs, now);
      const silence = wakeUps.subscribe(`readModel.${projector}`, ({ position, organizationIds }) =>
        resource.changed(organizationIds, BigInt(position)),
      );
      return [name, { resource, projector, permission, silence }] as const;
    }),
  );
  /** What each read model had reached a poll ago: by now a wake-up must have told of it. */
  const reachedBefore = new Map<string, bigint>();
  for (const { resource, projector } of watched.values()) {
    resource.heard = progress?.reached(projector) ?? resource.heard;
    reachedBefore.set(projector, resource.heard);
  }

  return {
    watch(connection, name) {
      const found = watched.get(name);
      const { caller } = connection;
      if (!found || !caller?.permissions.has(found.permission)) return false;
      const { resource, projector } = found;
      resource.add(connection, caller.organizationId);
      connection.watching ??= new Set();
      connection.watching.add(name);
      // Told at once, so that nothing that happened between its last read and now is missed.
      connection.send(serverFrames.changed(name, later(progress?.reached(projector) ?? 0n, resource.heard)), now());
      return true;
    },
    leave(connection) {
      const { caller, watching } = connection;
      if (!caller || !watching) return;
      for (const name of watching) watched.get(name)?.resource.remove(connection, caller.organizationId);
    },
    review(connection) {
      const { caller, watching } = connection;
      if (!caller || !watching) return;
      for (const name of watching) {
        const found = watched.get(name);
        if (!found || caller.permissions.has(found.permission)) continue;
        found.resource.remove(connection, caller.organizationId);
        watching.delete(name);
        connection.send(serverFrames.error('forbidden', `you may not see ${name} any more`), now());
      }
    },
    poll() {
      if (!progress) return;
      for (const { resource, projector } of watched.values()) {
        const reached = progress.reached(projector);
        // Whose wake-up was lost is not known, so everyone is told to look.
        if (resource.heard < (reachedBefore.get(projector) ?? reached)) resource.changedForAll(reached);
        reachedBefore.set(projector, reached);
      }
    },
    stop() {
      for (const { resource, silence } of watched.values()) {
        silence();
        resource.stop();
      }
    },
  };
}

const later = (one: bigint, other: bigint): bigint => (one > other ? one : other);
