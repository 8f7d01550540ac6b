import uWS from 'uWebSockets.js';
import { notificationOf, oneATurn, type SocketServer, usage } from '../harness/payload.js';
import { program } from '../harness/program.js';

/** The limit: uWebSockets with nothing around it, messages to all through its own topic. */
async function start(): Promise<SocketServer> {
  const people = new Map<number, uWS.WebSocket<{ person: number }>>();
  const app = uWS.App();
  app.ws<{ person: number }>('/', {
    compression: uWS.DISABLED,
    maxBackpressure: 1_048_576,
    open: (socket) => {
      const person = people.size;
      socket.getUserData().person = person;
      people.set(person, socket);
      socket.subscribe('all');
    },
    message: () => undefined,
    close: (socket) => people.delete(socket.getUserData().person),
  });
  const listening = await new Promise<uWS.us_listen_socket | false>((resolve) => {
    app.listen('127.0.0.1', 0, resolve);
  });
  if (listening === false) throw new Error('uWebSockets cannot listen');
  const port = uWS.us_socket_local_port(listening as uWS.us_socket);
  return {
    address: async () => ({ url: `ws://127.0.0.1:${port}/`, hellos: ['{}'] }),
    usage: async () => usage(),
    send: ({ count, reached }) =>
      oneATurn(count, (number) => {
        const message = JSON.stringify(notificationOf(number));
        if (reached === 'one') people.get(number % people.size)?.send(message);
        else app.publish('all', message);
      }),
  };
}

program(start);
