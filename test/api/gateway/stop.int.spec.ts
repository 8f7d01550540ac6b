import { expect, it, onTestFinished } from 'vitest';
import type { NotificationFeed } from '../../../api/gateway/feed.js';
import { type RunningGateway, runningGateway } from '../../support/runningGateway.js';
import { type SocketClient, socketClient } from '../../support/socketClient.js';
import { until } from '../../support/until.js';

async function connected(gateway: RunningGateway): Promise<SocketClient> {
  const client = socketClient(gateway.url, { token: await gateway.token() });
  onTestFinished(() => client.drop());
  await client.first('welcome');
  return client;
}

it('a stop says goodbye, closes with 4503 and takes nobody new', async () => {
  const gateway = await runningGateway();
  const clients = await Promise.all([1, 2, 3].map(() => connected(gateway)));
  await gateway.stop();
  for (const client of clients) {
    await expect(client.ended).resolves.toMatchObject({ code: 4503 });
    expect(client.frames.at(-1)).toMatchObject({ type: 'bye' });
  }
  await expect(socketClient(gateway.url).ended).resolves.toMatchObject({ code: 1006 });
});

it('a stop waits for sockets that still read, and not for those that do not', async () => {
  const gateway = await runningGateway({ body: 'x'.repeat(64 * 1024), limits: { drainMs: 500, resumeWindowMs: 0 } });
  const [stuck, other] = [await connected(gateway), await connected(gateway)];
  stuck.socket.pause();
  // One after the other, so that the socket that reads never counts as slow itself.
  for (let commit = 1; commit <= 20; commit++) {
    await gateway.notify(...Array.from({ length: 10 }, () => 'acme'));
    await until(() => other.ids().length === commit * 10);
  }
  await gateway.stop();
  await expect(other.ended).resolves.toMatchObject({ code: 4503 });
  stuck.socket.resume();
  await stuck.ended;
});

it('a feed that cannot be read delays and loses nothing', async () => {
  let broken = false;
  let feed: NotificationFeed | undefined;
  const real = (): NotificationFeed => {
    if (broken || !feed) throw new Error('the database is away');
    return feed;
  };
  const gateway = await runningGateway({
    feed: {
      reached: async () => real().reached(),
      after: async (...given) => real().after(...given),
      afterForMany: async (...given) => real().afterForMany(...given),
    },
    limits: { pollMs: 50, resumeWindowMs: 0 },
  });
  onTestFinished(() => gateway.stop());
  feed = gateway.database.feed;
  const before = await connected(gateway);
  const cursor = before.cursor();
  const first = await gateway.notify('acme');
  await until(() => before.ids().length === 1);

  broken = true;
  const missed = await gateway.notify('acme', 'acme');
  const during = socketClient(gateway.url, { token: await gateway.token() });
  onTestFinished(() => during.drop());
  await until(() => gateway.problems.length >= 4);
  expect(during.frames).toEqual([]);
  before.send({ type: 'ping' });
  await before.first('pong');

  broken = false;
  await during.first('welcome');
  during.send({ type: 'resume', cursor });
  await until(() => before.ids().length === 3 && during.ids().length === 3);
  expect([before.ids(), during.ids()]).toEqual([
    [...first, ...missed],
    [...first, ...missed],
  ]);
});
