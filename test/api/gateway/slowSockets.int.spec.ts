import { expect, it, onTestFinished } from 'vitest';
import { type RunningGateway, runningGateway } from '../../support/runningGateway.js';
import { type SocketClient, socketClient } from '../../support/socketClient.js';
import { until } from '../../support/until.js';

const BODY = 'x'.repeat(32 * 1024);
const COMMITS = 40;
const ITEMS_A_COMMIT = 16;

async function gatewayOf(stallMs: number, closed: number[] = []): Promise<RunningGateway> {
  const nothing = () => undefined;
  const gateway = await runningGateway({
    body: BODY,
    limits: { backpressureBytes: 256 * 1024, catchUpBytes: 64 * 1024, stallMs, pageSize: 20, resumeWindowMs: 0 },
    metrics: {
      ...{ opened: nothing, delivered: nothing, stalled: nothing, readFailed: nothing },
      closed: (code) => closed.push(code),
    },
  });
  onTestFinished(() => gateway.stop());
  return gateway;
}

async function connected(gateway: RunningGateway): Promise<SocketClient> {
  const client = socketClient(gateway.url, { token: await gateway.token() });
  onTestFinished(() => client.drop());
  await client.first('welcome');
  return client;
}

/** More than the buffers of the kernel and the gateway hold. */
async function flood(gateway: RunningGateway): Promise<string[]> {
  const ids: string[] = [];
  for (let commit = 0; commit < COMMITS; commit++) {
    ids.push(...(await gateway.notify(...Array.from({ length: ITEMS_A_COMMIT }, () => 'acme'))));
  }
  return ids;
}

it('are told to refetch once they read again, and have everything once after they resumed; others notice nothing', async () => {
  const gateway = await gatewayOf(60_000);
  const [slow, other] = [await connected(gateway), await connected(gateway)];
  slow.socket.pause();
  const ids = await flood(gateway);
  await until(() => other.ids().length === ids.length);
  expect(other.ids()).toEqual(ids);

  slow.socket.resume();
  const { cursor } = await slow.first('refetch');
  const before = slow.ids();
  expect(before.length).toBeLessThan(ids.length);
  expect(before).toEqual(ids.slice(0, before.length));
  slow.send({ type: 'resume', cursor });
  await until(() => slow.ids().length >= ids.length);
  expect(slow.ids()).toEqual(ids);
  const next = await gateway.notify('acme');
  await until(() => slow.ids().length > ids.length);
  expect(slow.ids()).toEqual([...ids, ...next]);
});

it('are sent older items no faster than they read, and stay in sync', async () => {
  const gateway = await gatewayOf(60_000);
  const slow = await connected(gateway);
  const cursor = slow.cursor();
  const ids = await flood(gateway);
  await slow.drop();
  const returning = await connected(gateway);
  returning.send({ type: 'resume', cursor });
  await until(() => returning.ids().length > 0);
  returning.socket.pause();
  const reads = gateway.database.reads();
  const next = await gateway.notify('acme');
  const other = await connected(gateway);
  const last = await gateway.notify('acme');
  await until(() => other.ids().length === 1);
  expect(gateway.database.reads() - reads).toBeLessThan(ids.length / 20);
  returning.socket.resume();
  await until(() => returning.ids().length >= ids.length + 2);
  expect(returning.ids()).toEqual([...ids, ...next, ...last]);
  expect(returning.frames.filter(({ type }) => type === 'refetch')).toEqual([]);
});

it('are closed with 1013 when they do not read for too long', async () => {
  const closed: number[] = [];
  const gateway = await gatewayOf(200, closed);
  const slow = await connected(gateway);
  slow.socket.pause();
  const ids = await flood(gateway);
  await until(() => closed.length === 1);
  slow.socket.resume();
  const { code } = await slow.ended;
  expect([closed, code]).toEqual([[1013], 1013]);
  const returning = await connected(gateway);
  returning.send({ type: 'resume', cursor: slow.cursor() });
  await until(() => slow.ids().length + returning.ids().length >= ids.length);
  expect([...slow.ids(), ...returning.ids()]).toEqual(ids);
});
