import type { FeedItem } from '../../../api/gateway/feed.js';
import { startGateway } from '../../../api/gateway/startGateway.js';
import { HmacAccessTokens } from '../../../infrastructure/crypto/accessTokens.js';
import { inProcessWakeUps } from '../../../infrastructure/wakeups/inProcessWakeUps.js';
import { knownCallers } from '../../support/knownCallers.js';
import { notificationOf, type SocketServer, usage } from '../harness/payload.js';
import { program } from '../harness/program.js';

const ORGANIZATION = 'organization-1';

/** The product's gateway over a feed in memory: what sockets cost, not what reading costs. */
async function start(): Promise<SocketServer> {
  const clock = { now: () => new Date() };
  const accessTokens = new HmacAccessTokens(['a secret of the bench of 32 bytes or more'], clock);
  const known = knownCallers(accessTokens, clock);
  const wakeUps = inProcessWakeUps({ onHandlerError: (error) => process.stderr.write(`${error}\n`) });
  const say = (details: unknown, message: string) =>
    void process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
  const items: FeedItem[] = [];
  const after = async (_: unknown, position: bigint, limit: number) =>
    items.slice(Number(position) + 1, Number(position) + 1 + limit);
  const gateway = await startGateway({
    ...{ host: '127.0.0.1', port: 0, origins: [], accessTokens, callers: known.callers, wakeUps, clock },
    feed: { reached: async () => BigInt(items.length - 1), after, afterForMany: after },
    logger: { info: () => undefined, warn: say, error: say },
    limits: { socketsPerIp: 100_000, socketsPerUser: 100_000 },
  });
  const token = await known.issue({ userId: 'user-1', organizationId: ORGANIZATION, sessionId: 'session-1' }, 3_600);
  return {
    address: async () => ({
      url: `ws://127.0.0.1:${gateway.port}/notifications`,
      hello: JSON.stringify({ type: 'authenticate', token }),
    }),
    usage: async () => usage(),
    broadcast: async (messages) => {
      for (let sent = 0; sent < messages; sent++) {
        const position = BigInt(items.length);
        items.push({ ...notificationOf(sent).item, organizationId: ORGANIZATION, position });
        wakeUps.publish('readModel.notifications.feed', { position: `${position}`, organizationIds: [ORGANIZATION] });
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

program(start);
