import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { notificationOf, type SocketServer, usage } from '../harness/payload.js';
import { program } from '../harness/program.js';

/** The peer: `ws`, compression off, each message serialised once. */
async function start(): Promise<SocketServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, backlog: 4_096 });
  server.on('connection', (socket) => socket.on('message', () => undefined));
  await once(server, 'listening');
  return {
    address: async () => ({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, hello: '{}' }),
    usage: async () => usage(),
    broadcast: async (messages) => {
      for (let sent = 0; sent < messages; sent++) {
        const message = JSON.stringify(notificationOf(sent));
        for (const client of server.clients) client.send(message);
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

program(start);
