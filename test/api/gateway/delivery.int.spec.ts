import { afterEach, beforeEach, expect, it } from 'vitest';
import { type RunningGateway, runningGateway } from '../../support/runningGateway.js';
import { type SocketClient, socketClient } from '../../support/socketClient.js';
import { until } from '../../support/until.js';

const LIVE_AT_ONCE = { resumeWindowMs: 0 };
let gateway: RunningGateway;
beforeEach(async () => {
  gateway = await runningGateway({ limits: LIVE_AT_ONCE });
});
afterEach(() => gateway.stop());

async function person(organizationId: string, userId = 'user-1'): Promise<SocketClient> {
  const client = socketClient(gateway.url, { token: await gateway.token({ organizationId, userId }) });
  await client.first('welcome');
  return client;
}

it('tells what is new since the welcome, and nothing older', async () => {
  await gateway.notify('acme', 'acme');
  const client = await person('acme');
  const ids = await gateway.notify('acme');
  await until(() => client.ids().length === 1);
  expect(client.ids()).toEqual(ids);
  expect(await client.first('notification')).toEqual({
    type: 'notification',
    cursor: client.cursor(),
    item: {
      id: ids[0],
      type: 'invoicePaid',
      title: 'Invoice 3 was paid',
      body: 'Thank you.',
      link: '/billing/invoices',
      urgency: 'normal',
      occurredAt: '2026-01-01T00:00:00.000Z',
    },
  });
});

it('tells every socket of the organization, and none of another', async () => {
  const [first, second, stranger] = [await person('acme'), await person('acme', 'user-2'), await person('globex')];
  const acme: string[] = [];
  const globex: string[] = [];
  for (let round = 0; round < 20; round++) {
    const [one, other, third] = await gateway.notify('acme', 'globex', 'acme');
    acme.push(`${one}`, `${third}`);
    globex.push(`${other}`);
  }
  await until(() => first.ids().length === 40 && second.ids().length === 40 && stranger.ids().length === 20);
  expect([first.ids(), second.ids(), stranger.ids()]).toEqual([acme, acme, globex]);
});

it('finds what no wake-up told of within about a second', async () => {
  const client = await person('acme');
  const told = await gateway.notify('acme');
  await until(() => client.ids().length === 1);
  const silent = await gateway.write('acme', 'acme');
  const began = performance.now();
  await until(() => client.ids().length === 3);
  expect(client.ids()).toEqual([...told, ...silent]);
  expect(performance.now() - began).toBeLessThan(2_000);
});

it('finds what a wake-up for others left out', async () => {
  const client = await person('acme');
  const silent = await gateway.write('acme');
  await gateway.notify('globex');
  const told = await gateway.notify('acme');
  await until(() => client.ids().length === 2);
  expect(client.ids()).toEqual([...silent, ...told]);
});

it('does not read for doubled, late or empty wake-ups', async () => {
  const client = await person('acme');
  await gateway.notify('acme');
  await until(() => client.ids().length === 1);
  const before = gateway.database.reads();
  for (let times = 0; times < 50; times++) {
    gateway.wakeUps.publish('readModel.notifications.feed', { position: '1', organizationIds: ['acme'] });
    gateway.wakeUps.publish('readModel.notifications.feed', { position: '99', organizationIds: [] });
    gateway.wakeUps.publish('readModel.notifications.feed', { position: '99', organizationIds: ['nobody-here'] });
  }
  client.send({ type: 'ping' });
  await client.first('pong');
  expect(gateway.database.reads()).toBe(before);
});

it('reads a few times at most for many organizations and many wake-ups', async () => {
  const organizationIds = Array.from({ length: 40 }, (_, index) => `organization-${index}`);
  const clients = await Promise.all(organizationIds.map((id) => person(id)));
  await gateway.notify(...organizationIds);
  await until(() => clients.every((client) => client.ids().length === 1));
  const before = gateway.database.reads();
  const began = performance.now();
  await gateway.write(...organizationIds);
  for (const id of organizationIds) {
    gateway.wakeUps.publish('readModel.notifications.feed', { position: '80', organizationIds: [id] });
  }
  await until(() => clients.every((client) => client.ids().length === 2));
  const polls = Math.ceil((performance.now() - began) / 1_000);
  expect(gateway.database.reads() - before).toBeLessThanOrEqual(2 + polls);
  expect(new Set(clients.flatMap((client) => client.ids())).size).toBe(80);
});

it('never tells of more than the read model has reached', async () => {
  const client = await person('acme');
  const hidden = {
    ...{ notificationId: '00000000-0000-7000-8000-0000000000ff', organizationId: 'acme', position: 50n },
  };
  const item = { type: 'x', title: 'x', body: 'x', link: '/', urgency: 'low', occurredAt: '2026-01-01T00:00:00.000Z' };
  // A row beyond the position that is reached, as a projector working in parts may leave it.
  await gateway.database.write(10n, { ...hidden, ...item });
  gateway.wakeUps.publish('readModel.notifications.feed', { position: '10', organizationIds: ['acme'] });
  const between = { ...hidden, ...item, notificationId: '00000000-0000-7000-8000-000000000001', position: 20n };
  await gateway.database.write(30n, between);
  gateway.wakeUps.publish('readModel.notifications.feed', { position: '30', organizationIds: ['acme'] });
  await until(() => client.ids().length === 1);
  await gateway.database.write(60n);
  gateway.wakeUps.publish('readModel.notifications.feed', { position: '60', organizationIds: ['acme'] });
  await until(() => client.ids().length === 2);
  expect(client.ids()).toEqual([between.notificationId, hidden.notificationId]);
});
