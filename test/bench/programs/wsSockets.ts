import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { notificationOf, oneATurn, type SocketServer, usage } from '../harness/payload.js';
import { program } from '../harness/program.js';

/** The peer: `ws`, compression off, each message serialised once. */
async function start(): Promise<SocketServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false, backlog: 4_096 });
  const people = new Map<number, WebSocket>();
  server.on('connection', (socket) => {
    const person = people.size;
    people.set(person, socket);
    socket.on('message', () => undefined);
    socket.on('close', () => people.delete(person));
  });
  await once(server, 'listening');
  return {
    address: async () => ({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`, hellos: ['{}'] }),
    usage: async () => usage(),
    send: ({ count, reached }) =>
      oneATurn(count, (number) => {
        const message = JSON.stringify(notificationOf(number));
        if (reached === 'one') people.get(number % people.size)?.send(message);
        else for (const client of server.clients) client.send(message);
      }),
  };
}

program(start);
