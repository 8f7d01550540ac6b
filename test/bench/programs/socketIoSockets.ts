import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { notificationOf, type SocketServer, usage } from '../harness/payload.js';
import { program } from '../harness/program.js';

/** The peer: socket.io over WebSocket alone. */
async function start(): Promise<SocketServer> {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  http.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 });
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    address: async () => ({ url: `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, hello: '40' }),
    usage: async () => usage(),
    broadcast: async (messages) => {
      for (let sent = 0; sent < messages; sent++) {
        server.emit('notification', notificationOf(sent));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}

program(start);
