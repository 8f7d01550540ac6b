import { program } from '../harness/program.js';
import { openThinSocket, type ThinSocket } from '../harness/thinSocket.js';

const NOTIFICATION = Buffer.from('notification');
const PING_OF_SOCKET_IO = 0x32;

/** Many thin clients of one server, and how many notifications they got. */
async function start() {
  let sockets: ThinSocket[] = [];
  let delivered = 0;

  return {
    /** @param hellos what the clients say first, round about; socket.io and the gateway answer it */
    connect: async ({ url, hellos, count }: Readonly<{ url: string; hellos: readonly string[]; count: number }>) => {
      delivered = 0;
      while (sockets.length < count) {
        const opened = sockets.length;
        const opening = Array.from({ length: Math.min(100, count - opened) }, async (_, at) => {
          const socket: ThinSocket = await openThinSocket(url, (payload) => {
            if (payload.subarray(0, 24).includes(NOTIFICATION)) delivered++;
            else if (payload.length === 1 && payload[0] === PING_OF_SOCKET_IO) socket.send('3');
          });
          socket.send(hellos[(opened + at) % hellos.length] ?? '');
          return socket;
        });
        sockets.push(...(await Promise.all(opening)));
      }
    },
    /** Resolves when so many notifications have arrived since the clients connected. */
    delivered: async (count: number) => {
      const giveUp = performance.now() + 60_000;
      while (delivered < count) {
        if (performance.now() > giveUp) throw new Error(`${delivered} of ${count} notifications arrived`);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    },
    count: async () => delivered,
    disconnect: async () => {
      for (const socket of sockets) socket.end();
      sockets = [];
    },
  };
}
export type SocketLoad = Awaited<ReturnType<typeof start>>;

program(start);
