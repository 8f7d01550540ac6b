import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Role } from '../../../domain/team/permissions.js';
import { type RunningGateway, runningGateway } from '../../support/runningGateway.js';
import { type SocketClient, socketClient } from '../../support/socketClient.js';
import { until } from '../../support/until.js';

const RESOURCE = 'billing.subscription';
const PROJECTOR = 'readModel.billing.subscriptions';
let gateway: RunningGateway;
let reached: bigint;
beforeEach(async () => {
  reached = 5n;
  gateway = await runningGateway({
    resources: { [RESOURCE]: { projector: 'billing.subscriptions', permission: 'billing:read' } },
    progress: { reached: () => reached },
    limits: { pollMs: 50, changedEveryMs: 100 },
  });
});
afterEach(() => gateway.stop());

async function watcher(organizationId: string, role: Role = 'owner'): Promise<SocketClient> {
  const client = socketClient(gateway.url, {
    token: await gateway.token({ organizationId, role, userId: role, sessionId: `${organizationId}-${role}` }),
  });
  await client.first('welcome');
  client.send({ type: 'watch', resource: RESOURCE });
  return client;
}
const positions = (client: SocketClient) =>
  client.frames.filter(({ type }) => type === 'changed').map(({ position }) => position);

it('tells at once where the resource stands, then of every change in the own organization', async () => {
  const [acme, globex] = [await watcher('acme'), await watcher('globex')];
  expect(await acme.first('changed')).toEqual({ type: 'changed', resource: RESOURCE, position: '5' });
  await globex.first('changed');
  gateway.wakeUps.publish(PROJECTOR, { position: '6', organizationIds: ['globex'] });
  gateway.wakeUps.publish('readModel.billing.invoices', { position: '7', organizationIds: ['acme'] });
  gateway.wakeUps.publish(PROJECTOR, { position: '8', organizationIds: ['acme', 'others'] });
  await until(() => positions(acme).length === 2 && positions(globex).length === 2);
  expect([positions(acme), positions(globex)]).toEqual([
    ['5', '8'],
    ['5', '6'],
  ]);
});

it('tells of many changes in a row a few times only, and always of the last', async () => {
  const client = await watcher('acme');
  await client.first('changed');
  for (let position = 10; position <= 500; position++) {
    gateway.wakeUps.publish(PROJECTOR, { position: `${position}`, organizationIds: ['acme'] });
  }
  await until(() => positions(client).at(-1) === '500');
  expect(positions(client).length).toBeLessThanOrEqual(5);
});

it('makes up for a lost wake-up', async () => {
  const client = await watcher('acme');
  await client.first('changed');
  gateway.wakeUps.publish(PROJECTOR, { position: '6', organizationIds: [] });
  reached = 9n;
  await until(() => positions(client).at(-1) === '9');
  expect(positions(client)).toEqual(['5', '9']);
});

it('stays silent while wake-ups keep up with the read model', async () => {
  const client = await watcher('acme');
  await client.first('changed');
  for (let position = 10; position < 20; position++) {
    reached = BigInt(position);
    gateway.wakeUps.publish(PROJECTOR, { position: `${position}`, organizationIds: ['globex'] });
    client.send({ type: 'ping' });
    await until(() => client.frames.filter(({ type }) => type === 'pong').length === position - 9);
  }
  expect(positions(client)).toEqual(['5']);
});

it('refuses what a role may not read and what does not exist alike, and closes with 4403 the third time', async () => {
  const client = await watcher('acme', 'viewer');
  const refused = await client.first('error');
  expect(refused).toMatchObject({ code: 'forbidden' });
  client.send({ type: 'watch', resource: '../billing.subscription' });
  await until(() => client.frames.filter(({ code }) => code === 'forbidden').length === 2);
  expect(client.frames.at(-1)).toEqual(refused);
  client.send({ type: 'watch', resource: '*' });
  await expect(client.ended).resolves.toMatchObject({ code: 4403 });
  gateway.wakeUps.publish(PROJECTOR, { position: '8', organizationIds: ['acme'] });
  expect(positions(client)).toEqual([]);
});
