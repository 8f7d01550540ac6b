import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { feedRequest } from '../../../infrastructure/eventstore/readRequest.js';
import { StoreConnection } from '../../../infrastructure/eventstore/storeConnection.js';

it('lets a megabyte be under way to us', async () => {
  const server = createServer();
  onTestFinished(() => void server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const told = once(server, 'session').then(([session]) => once(session, 'remoteSettings'));

  const { port } = server.address() as AddressInfo;
  const connection = new StoreConnection(`esdb://127.0.0.1:${port}?tls=false`);
  const call = connection.openRead(feedRequest(undefined, undefined)).then((read) => read.on('error', () => undefined));

  const [{ initialWindowSize }] = await told;
  expect(initialWindowSize).toBe(1024 * 1024);
  await call;
  connection.discard();
});
