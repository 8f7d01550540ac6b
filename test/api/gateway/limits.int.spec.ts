import { connect as connectTcp } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import type { GatewayOptions } from '../../../api/gateway/startGateway.js';
import { type RunningGateway, runningGateway } from '../../support/runningGateway.js';
import { type ClientOptions, type SocketClient, socketClient } from '../../support/socketClient.js';
import { until } from '../../support/until.js';

async function gatewayWith(
  limits: GatewayOptions['limits'] = {},
  options: Partial<GatewayOptions> = {},
): Promise<RunningGateway> {
  const gateway = await runningGateway({ limits, ...options });
  onTestFinished(() => gateway.stop());
  return gateway;
}
async function connect(gateway: RunningGateway, userId = 'user-1', options: ClientOptions = {}): Promise<SocketClient> {
  const client = socketClient(gateway.url, { token: await gateway.token({ userId }), ...options });
  onTestFinished(() => client.drop());
  return client;
}
async function welcomed(...given: Parameters<typeof connect>): Promise<SocketClient> {
  const client = await connect(...given);
  await client.first('welcome');
  return client;
}

it('50 messages a second are answered, more close with 4429', async () => {
  const gateway = await gatewayWith();
  const client = await welcomed(gateway);
  for (let times = 0; times < 50; times++) client.send({ type: 'ping' });
  await until(() => client.frames.filter(({ type }) => type === 'pong').length === 50);
  // Sent in one go, so they cannot all fall into different seconds.
  for (let times = 0; times < 120; times++) client.send({ type: 'ping' });
  await expect(client.ended).resolves.toMatchObject({ code: 4429 });
});

it('pings of the protocol count as messages', async () => {
  const client = await welcomed(await gatewayWith());
  for (let times = 0; times < 120; times++) client.socket.ping();
  await expect(client.ended).resolves.toMatchObject({ code: 4429 });
});

it('what waits for the welcome is answered after it, and too much of it closes with 4429', async () => {
  const held: (() => void)[] = [];
  const claims = {
    userId: 'user-1',
    organizationId: 'acme',
    sessionId: 'session-user-1',
    expiresAt: new Date('2030-01-01'),
  } as const;
  const accessTokens = { verify: () => new Promise<typeof claims>((resolve) => held.push(() => resolve(claims))) };
  const gateway = await gatewayWith({}, { accessTokens });
  await gateway.token();
  const [patient, pushing] = [await connect(gateway), await connect(gateway)];
  await until(() => [patient, pushing].every(({ socket }) => socket.readyState === WebSocket.OPEN));
  patient.send({ type: 'ping' });
  for (let times = 0; times < 9; times++) pushing.send({ type: 'ping' });
  await expect(pushing.ended).resolves.toMatchObject({ code: 4429 });
  for (const release of held) release();
  await patient.first('pong');
  expect(patient.frames.map(({ type }) => type)).toEqual(['welcome', 'pong']);
});

it('binary messages close with 1003, big ones with 1009, huge ones end the connection', async () => {
  const gateway = await gatewayWith();
  const [binary, big, huge, full] = await Promise.all([1, 2, 3, 4].map(() => welcomed(gateway)));
  binary?.socket.send(Buffer.from('{"type":"ping"}'), { binary: true });
  await expect(binary?.ended).resolves.toMatchObject({ code: 1003 });
  big?.socket.send('x'.repeat(64 * 1024 + 1));
  await expect(big?.ended).resolves.toMatchObject({ code: 1009 });
  huge?.socket.send('x'.repeat(1024 * 1024));
  await expect(huge?.ended).resolves.toMatchObject({ code: 1006 });
  full?.socket.send('x'.repeat(64 * 1024));
  await full?.first('error');
});

it('text that is not UTF-8 ends the connection', async () => {
  const client = await welcomed(await gatewayWith());
  client.socket.send(Buffer.from([0x22, 0xff, 0xfe, 0x22]), { binary: false });
  expect([1006, 1007]).toContain((await client.ended).code);
});

it('what is no frame of the protocol is answered with an error and changes nothing', async () => {
  const gateway = await gatewayWith({ resumeWindowMs: 0 });
  const client = await welcomed(gateway);
  const nonsense = [
    ...[
      '',
      '{',
      'null',
      '7',
      '"ping"',
      '[]',
      '{}',
      '{"type":"nothing"}',
      '{"type":"ping","more":1}',
      '{"type":"resume"}',
    ],
    ...['{"type":"resume","cursor":7}', '{"type":"watch","resource":{}}', '{"__proto__":{"type":"ping"}}'],
    ...[
      '['.repeat(60_000),
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      `{"type":"resume","cursor":"${'x'.repeat(60_000)}"}`,
    ],
  ];
  for (const message of nonsense) client.socket.send(message);
  await until(() => client.frames.filter(({ code }) => code === 'malformed').length === nonsense.length);
  const ids = await gateway.notify('acme');
  await until(() => client.ids().length === 1);
  expect(client.ids()).toEqual(ids);
});

it('one user has so many sockets and no more, until one leaves', async () => {
  const gateway = await gatewayWith({ socketsPerUser: 3 });
  const [first] = await Promise.all([1, 2, 3].map(() => welcomed(gateway)));
  await expect((await connect(gateway)).ended).resolves.toMatchObject({ code: 4429 });
  await expect((await connect(gateway)).ended).resolves.toMatchObject({ code: 4429 });
  await welcomed(gateway, 'user-2');
  await first?.drop();
  await until(async () => (await welcomed(gateway).catch(() => undefined)) !== undefined);
});

it('one address has so many sockets and no more, with or without a token', async () => {
  const gateway = await gatewayWith({ socketsPerIp: 3 });
  const clients = [await welcomed(gateway, 'user-1'), await welcomed(gateway, 'user-2'), socketClient(gateway.url)];
  await until(() => clients.every(({ socket }) => socket.readyState === WebSocket.OPEN));
  await expect((await connect(gateway, 'user-3')).ended).resolves.toMatchObject({ code: 429 });
  await clients[2]?.drop();
  await until(async () => (await welcomed(gateway, 'user-3').catch(() => undefined)) !== undefined);
});

it('the gateway has so many sockets and no more', async () => {
  const gateway = await gatewayWith({ sockets: 2 });
  await Promise.all([welcomed(gateway, 'user-1'), welcomed(gateway, 'user-2')]);
  await expect((await connect(gateway, 'user-3')).ended).resolves.toMatchObject({ code: 503 });
});

it('a silent connection is given up, one that answers pings is not', async () => {
  const gateway = await gatewayWith({ idleMs: 8_000 });
  const [dead, alive] = [await welcomed(gateway, 'user-1', { autoPong: false }), await welcomed(gateway, 'user-2')];
  await expect(dead.ended).resolves.toMatchObject({ code: 1006 });
  expect(alive.socket.readyState).toBe(WebSocket.OPEN);
  alive.send({ type: 'ping' });
  await alive.first('pong');
});

it('a connection that never finishes its request is given up', async () => {
  const gateway = await gatewayWith();
  const socket = connectTcp(gateway.port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  let closed = false;
  socket.on('close', () => {
    closed = true;
  });
  socket.write('GET /notifications HTTP/1.1\r\nHost: x\r\n');
  await until(() => closed);
});
