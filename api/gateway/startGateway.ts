import { performance } from 'node:perf_hooks';
import type { AccessTokens } from '../../application/ports/accessTokens.js';
import type { Callers } from '../../application/ports/callers.js';
import type { Clock } from '../../application/ports/clock.js';
import type { Logger } from '../../application/ports/logger.js';
import type { ReadModelProgress } from '../../application/ports/readModelProgress.js';
import type { WakeUps } from '../../application/ports/wakeUps.js';
import { authentication } from './authentication.js';
import { catchUpWith } from './catchUp.js';
import { Connection } from './connection.js';
import { conversation } from './conversation.js';
import { drainSockets } from './drainSockets.js';
import type { NotificationFeed } from './feed.js';
import { feedReader } from './feedReader.js';
import { judgeHandshake } from './handshake.js';
import { defaultLimits, type GatewayLimits } from './limits.js';
import { liveFeed, POLLS } from './liveFeed.js';
import type { GatewayMetrics } from './metrics.js';
import { reviewing } from './reviewing.js';
import { listen, type UpgradeAnswer, type UpgradeRequest } from './server.js';
import { sweep } from './sweep.js';
import { Tally } from './tally.js';
import { type WatchableResources, watches } from './watches.js';

export type GatewayOptions = Readonly<{
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** Pages that may connect, as `https://host`; `*` allows all. */
  origins: readonly string[];
  accessTokens: Pick<AccessTokens, 'verify'>;
  callers: Callers;
  feed: NotificationFeed;
  wakeUps: WakeUps;
  clock: Clock;
  logger: Logger;
  resources?: WatchableResources;
  progress?: Pick<ReadModelProgress, 'reached'>;
  metrics?: GatewayMetrics;
  limits?: Partial<GatewayLimits>;
}>;

export type Gateway = Readonly<{
  port: number;
  /** Says goodbye to every socket and closes them within the bound of `limits.drainMs`. */
  stop: () => Promise<void>;
}>;

const SWEEP_MS = 250;

/**
 * The WebSocket server for notifications and live pages, at `/notifications`.
 * @throws when the address cannot be listened on
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { host, origins, accessTokens, callers, feed, wakeUps, clock, logger } = options;
  const { resources = {}, progress, metrics } = options;
  const limits: GatewayLimits = { ...defaultLimits, ...options.limits };
  const now = (): number => performance.now();
  const stopping = new AbortController();
  const connections = new Set<Connection>();
  const users = new Tally(limits.socketsPerUser);
  const addresses = new Tally(limits.socketsPerIp);

  const live = liveFeed({ feed, limits, logger, metrics, now });
  const reader = feedReader({ feed, limits, logger, metrics, stopping: stopping.signal });
  const watching = watches({ resources, wakeUps, progress, limits, now });
  const talk = conversation({
    authenticate: authentication({ accessTokens, callers, clock, users, logger }),
    reader,
    live,
    catchUp: catchUpWith({ feed, reader, live, limits, metrics, now }),
    watches: watching,
    limits,
    now,
    onBug: (error) => logger.error({ err: error }, 'the gateway failed to answer a socket'),
  });

  function upgrade(request: UpgradeRequest): UpgradeAnswer<Connection> {
    const verdict = judgeHandshake(request, origins);
    if (!verdict.accepted) return verdict;
    if (connections.size >= limits.sockets)
      return { accepted: false, status: '503 Service Unavailable', reason: 'full' };
    if (!addresses.enter(request.ip))
      return { accepted: false, status: '429 Too Many Requests', reason: 'too many connections' };
    return {
      accepted: true,
      protocol: verdict.protocol,
      peer: new Connection(request.ip, verdict.token, limits.backpressureBytes, now()),
    };
  }

  const server = await listen<Connection>(
    {
      host,
      port: options.port,
      path: '/notifications',
      maxMessageBytes: limits.messageBytes * 2,
      // Room above what we allow, so that a close frame still finds some.
      maxBackpressureBytes: limits.backpressureBytes + limits.messageBytes,
      idleSeconds: Math.ceil(limits.idleMs / 1_000),
    },
    {
      upgrade,
      open(connection, socket) {
        connection.socket = socket;
        connections.add(connection);
        metrics?.opened();
        const { token } = connection;
        connection.token = undefined;
        if (token !== undefined) talk.begin(connection, token);
      },
      message: talk.hear,
      ping: talk.ping,
      drain(connection) {
        const waiting = connection.waiting();
        if (waiting < limits.catchUpBytes) connection.makeRoom();
        if (connection.stalled && waiting <= limits.backpressureBytes / 8) {
          metrics?.stalled();
          connection.tellToRefetch(now());
        }
      },
      close(connection, code) {
        live.leave(connection);
        watching.leave(connection);
        connections.delete(connection);
        addresses.leave(connection.ip);
        if (connection.claims) users.leave(connection.claims.userId);
        connection.enter('closed', now());
        connection.socket = undefined;
        metrics?.closed(code);
      },
    },
  );

  const silence = wakeUps.subscribe('readModel.notifications.feed', live.wake);
  const reviews = reviewing({ callers, connections, watches: watching, logger });
  const polling = [setInterval(live.poll, limits.pollMs / POLLS), setInterval(watching.poll, limits.pollMs)];
  const sweeping = setInterval(() => sweep(connections, { clock, limits, live, now }), SWEEP_MS);

  async function stopAll(): Promise<void> {
    server.refuse();
    silence();
    reviews.stop();
    for (const each of polling) clearInterval(each);
    clearInterval(sweeping);
    watching.stop();
    stopping.abort();
    await live.stop();
    await drainSockets(connections, limits.drainMs, now);
    server.close();
  }
  let stopped: Promise<void> | undefined;
  return {
    port: server.port,
    stop() {
      stopped ??= stopAll();
      return stopped;
    },
  };
}
