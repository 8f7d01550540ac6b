import { afterEach, beforeEach, expect, it } from 'vitest';
import { heldReads } from '../../support/heldReads.js';
import { type RunningGateway, runningGateway } from '../../support/runningGateway.js';
import { type SocketClient, socketClient } from '../../support/socketClient.js';
import { until } from '../../support/until.js';

let gateway: RunningGateway;
const { feed, one, many } = heldReads(() => gateway.database.feed);
beforeEach(async () => {
  // No poll comes to the rescue, and nobody is live before saying so.
  gateway = await runningGateway({ feed, limits: { pollMs: 600_000, resumeWindowMs: 600_000 } });
});
afterEach(() => gateway.stop());

async function connected(): Promise<SocketClient> {
  const client = socketClient(gateway.url, { token: await gateway.token() });
  await client.first('welcome');
  return client;
}
async function live(): Promise<SocketClient> {
  const client = await connected();
  const passed = one.passed;
  client.send({ type: 'resume', cursor: client.cursor() });
  await until(() => one.passed > passed);
  client.send({ type: 'ping' });
  await client.first('pong');
  return client;
}

it('a socket that goes live during a read also gets what that read began after', async () => {
  const [before, joining] = [await live(), await connected()];
  const first = await gateway.notify('acme');
  await until(() => before.ids().length === 1);

  one.hold();
  joining.send({ type: 'resume', cursor: joining.cursor() });
  await until(() => one.waiting === 1);
  const second = await gateway.notify('acme');
  await until(() => before.ids().length === 2);
  many.hold();
  const third = await gateway.notify('acme');
  await until(() => many.waiting === 1);
  one.release();
  await until(() => joining.ids().length === 1);
  many.release();

  await until(() => before.ids().length >= 3 && joining.ids().length >= 3);
  const last = await gateway.notify('acme');
  await until(() => before.ids().length >= 4 && joining.ids().length >= 4);
  const all = [...first, ...second, ...third, ...last];
  expect([before.ids(), joining.ids()]).toEqual([all, all]);
});

it('a live socket that resumes gets nothing new before the older items', async () => {
  const [client, other] = [await live(), await live()];
  const cursor = client.cursor();
  const first = await gateway.notify('acme');
  await until(() => client.ids().length === 1 && other.ids().length === 1);
  one.hold();
  client.send({ type: 'resume', cursor });
  await until(() => one.waiting === 1);
  const second = await gateway.notify('acme');
  await until(() => other.ids().length === 2);
  one.release();
  await until(() => client.ids().length >= 3);
  const third = await gateway.notify('acme');
  await until(() => client.ids().length >= 4);
  expect(client.ids()).toEqual([...first, ...first, ...second, ...third]);
});

it('a newer resume from an older place ends the one that is under way', async () => {
  const [client, other] = [await connected(), await live()];
  const older = client.cursor();
  const first = await gateway.notify('acme');
  await until(() => other.ids().length === 1);
  const newer = other.cursor();
  const second = await gateway.notify('acme');
  await until(() => other.ids().length === 2);
  one.hold();
  client.send({ type: 'resume', cursor: newer });
  await until(() => one.waiting === 1);
  client.send({ type: 'resume', cursor: older });
  await until(() => one.waiting === 2);
  one.release();
  await until(() => client.ids().length >= 2);
  const third = await gateway.notify('acme');
  await until(() => client.ids().length >= 3);
  expect(client.ids()).toEqual([...first, ...second, ...third]);
});

it('a socket that leaves while its items are being read harms nobody', async () => {
  const [leaving, alsoLeaving, staying] = [await connected(), await live(), await live()];
  one.hold();
  leaving.send({ type: 'resume', cursor: leaving.cursor() });
  await until(() => one.waiting === 1);
  await leaving.drop();
  many.hold();
  const first = await gateway.notify('acme');
  await until(() => many.waiting === 1);
  await alsoLeaving.drop();
  one.release();
  many.release();
  await until(() => staying.ids().length === 1);
  expect(staying.ids()).toEqual(first);
  expect(gateway.problems).toEqual([]);
});
