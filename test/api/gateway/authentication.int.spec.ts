import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningGateway, runningGateway } from '../../support/runningGateway.js';
import { type ClientOptions, type SocketClient, socketClient } from '../../support/socketClient.js';
import { until } from '../../support/until.js';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await runningGateway({ limits: { authenticationMs: 300 } });
});
afterAll(() => gateway.stop());

function connect(options: ClientOptions = {}, path = ''): SocketClient {
  const client = socketClient(`${gateway.url}${path}`, options);
  onTestFinished(() => client.drop());
  return client;
}
const opened = (client: SocketClient) => until(() => client.socket.readyState === WebSocket.OPEN);

describe('a token', () => {
  it('may come in the list of protocols, of which ours is chosen', async () => {
    const client = connect({ token: await gateway.token() });
    await client.first('welcome');
    expect(client.socket.protocol).toBe('objecta.v1');
    expect(client.cursor()).toMatch(/^[\w-]+$/);
  });

  it('may come as the first frame', async () => {
    const client = connect();
    await opened(client);
    client.send({ type: 'authenticate', token: await gateway.token() });
    await client.first('welcome');
    expect(client.socket.protocol).toBe('');
  });

  it('may come as the first frame of a client that names only the protocol', async () => {
    const client = connect({ protocols: ['objecta.v1'] });
    await opened(client);
    client.send({ type: 'authenticate', token: await gateway.token() });
    await client.first('welcome');
  });

  it('never counts in the address', async () => {
    const token = await gateway.token();
    await expect(connect({}, `?token=${token}`).ended).resolves.toMatchObject({ code: 400 });
    await expect(connect({ token }, '?x=1').ended).resolves.toMatchObject({ code: 400 });
  });

  it.each(['', 'nonsense', 'a.b.c', 'x'.repeat(2_000)])('that is none closes with 4401 (%#)', async (token) => {
    await expect(connect({ token }).ended).resolves.toMatchObject({ code: 4401 });
  });

  it('that has expired closes with 4401', async () => {
    const token = await gateway.token({}, -1);
    await expect(connect({ token }).ended).resolves.toMatchObject({ code: 4401 });
  });

  it('that never comes closes with 4408', async () => {
    const client = connect();
    await expect(client.ended).resolves.toMatchObject({ code: 4408 });
    expect(client.frames).toEqual([]);
  });

  it('must come before anything else', async () => {
    const client = connect();
    await opened(client);
    client.send({ type: 'ping' });
    await expect(client.ended).resolves.toMatchObject({ code: 4401 });
  });

  it('twice is one too many, and harmless', async () => {
    const client = connect();
    await opened(client);
    const token = await gateway.token();
    client.send({ type: 'authenticate', token });
    client.send({ type: 'authenticate', token });
    await client.first('welcome');
    expect(client.frames.filter(({ type }) => type === 'welcome')).toHaveLength(1);
    await until(() => client.frames.some(({ code }) => code === 'unexpected') || client.frames.length === 1);
  });
});

describe('an open socket', () => {
  it('is closed with 4401 when its token expires', async () => {
    const client = connect({ token: await gateway.token({}, 60) });
    const longer = connect({ token: await gateway.token({}, 600) });
    await Promise.all([client.first('welcome'), longer.first('welcome')]);
    gateway.passTime(61);
    await expect(client.ended).resolves.toMatchObject({ code: 4401, reason: 'the token has expired' });
    expect(longer.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('goes on with a newer token of the same person', async () => {
    const client = connect({ token: await gateway.token({}, 60) });
    await client.first('welcome');
    client.send({ type: 'authenticate', token: await gateway.token({}, 600) });
    client.send({ type: 'ping' });
    await client.first('pong');
    const witness = connect({ token: await gateway.token({ userId: 'user-2' }, 60) });
    await witness.first('welcome');
    gateway.passTime(61);
    await witness.ended;
    client.send({ type: 'ping' });
    await until(() => client.frames.filter(({ type }) => type === 'pong').length === 2);
  });

  it.each([{ userId: 'someone-else' }, { organizationId: 'globex' }])(
    'is closed with 4403 by a token of %o',
    async (other) => {
      const client = connect({ token: await gateway.token() });
      await client.first('welcome');
      client.send({ type: 'authenticate', token: await gateway.token(other) });
      await expect(client.ended).resolves.toMatchObject({ code: 4403 });
    },
  );
});

describe('a handshake', () => {
  it('is refused with 403 when the page is not ours', async () => {
    const token = await gateway.token();
    for (const origin of [
      'https://evil.example',
      'null',
      'https://app.example.com.evil.example',
      'http://app.example.com',
    ]) {
      await expect(connect({ token, origin }).ended).resolves.toMatchObject({ code: 403 });
    }
    await connect({ token, origin: 'https://app.example.com' }).first('welcome');
  });

  it('is refused with 400 when it speaks another protocol or sends two tokens', async () => {
    const token = await gateway.token();
    for (const protocols of [['chat'], [`bearer.${token}`], ['objecta.v1', 'bearer.a', 'bearer.b']]) {
      await expect(connect({ protocols }).ended).resolves.toMatchObject({ code: 400 });
    }
  });

  it('has one address; plain HTTP gets a health answer and nothing else', async () => {
    await expect(connect({ token: await gateway.token() }, '/elsewhere').ended).resolves.toMatchObject({ code: 404 });
    const status = (path: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request({ port: gateway.port, host: '127.0.0.1', path }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        asked.on('error', reject).end();
      });
    expect(await status('/health')).toBe(200);
    expect(await status('/notifications')).toBe(426);
    expect(await status('/notifications/../x')).toBe(404);
    expect(await status('/')).toBe(404);
  });
});
