import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { notificationOf, oneATurn, type SocketServer, usage } from '../harness/payload.js';
import { program } from '../harness/program.js';

/** The peer: socket.io over WebSocket alone, a room for each person. */
async function start(): Promise<SocketServer> {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false, serveClient: false });
  let people = 0;
  server.on('connection', (socket) => {
    void socket.join(`person-${people++}`);
    socket.on('disconnect', () => people--);
  });
  http.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 });
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    address: async () => ({ url: `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, hellos: ['40'] }),
    usage: async () => usage(),
    send: ({ count, reached }) =>
      oneATurn(count, (number) => {
        const to = reached === 'one' ? server.to(`person-${number % people}`) : server;
        to.emit('notification', notificationOf(number));
      }),
  };
}

program(start);
