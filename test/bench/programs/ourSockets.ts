import { startGateway } from '../../../api/gateway/startGateway.js';
import { HmacAccessTokens } from '../../../infrastructure/crypto/accessTokens.js';
import { inProcessWakeUps } from '../../../infrastructure/wakeups/inProcessWakeUps.js';
import { knownCallers } from '../../support/knownCallers.js';
import { memoryFeed } from '../harness/memoryFeed.js';
import { notificationOf, oneATurn, type SocketServer, usage } from '../harness/payload.js';
import { type People, peopleOf } from '../harness/people.js';
import { program } from '../harness/program.js';

/** The product's gateway over a feed in memory: what sockets cost, not what reading costs. */
async function start(): Promise<SocketServer> {
  const clock = { now: () => new Date() };
  const accessTokens = new HmacAccessTokens(['a secret of the bench of 32 bytes or more'], clock);
  const known = knownCallers(accessTokens, clock);
  const wakeUps = inProcessWakeUps({ onHandlerError: (error) => process.stderr.write(`${error}\n`) });
  const say = (details: unknown, message: string) =>
    void process.stderr.write(`${message} ${JSON.stringify(details)}\n`);
  const { feed, add } = memoryFeed();
  const gateway = await startGateway({
    ...{ host: '127.0.0.1', port: 0, origins: [], accessTokens, callers: known.callers, wakeUps, clock },
    feed,
    logger: { info: () => undefined, warn: say, error: say },
    limits: { socketsPerIp: 100_000 },
  });
  let people: People = { organizationIds: [], tokens: [] };
  return {
    address: async ({ count, reached }) => {
      people = await peopleOf(known, accessTokens, count, reached === 'one' ? count : 1);
      return {
        url: `ws://127.0.0.1:${gateway.port}/notifications`,
        hellos: people.tokens.map((token) => JSON.stringify({ type: 'authenticate', token })),
      };
    },
    usage: async () => usage(),
    send: ({ count }) =>
      oneATurn(count, (number) => {
        const organizationId = people.organizationIds[number % people.organizationIds.length] ?? '';
        const position = add({ ...notificationOf(number).item, organizationId });
        wakeUps.publish('readModel.notifications.feed', { position: `${position}`, organizationIds: [organizationId] });
      }),
  };
}

program(start);
