import { assertSame } from '../harness/ask.js';
import type { Reached, SocketServer } from '../harness/payload.js';
import { rounds } from '../harness/rounds.js';
import { atMost, type Row, ratioAtLeast, ratioAtMost } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import type { Program } from '../harness/startProgram.js';
import type { SocketLoad } from '../programs/socketLoad.js';

const SETTLE_MS = 1_500;
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Both = Readonly<{ server: Program<SocketServer>; clients: Program<SocketLoad>; count: number }>;

/** Connects all clients; how much more memory the server then takes, in KB a socket. */
async function connect({ server, clients, count }: Both, reached: Reached): Promise<number> {
  const { url, hellos } = await server.call('address', { count, reached });
  const empty = await server.call('usage');
  await clients.call('connect', { url, hellos, count });
  // Until every socket is signed in and live: the gateway gives a client a second to say where to resume.
  await wait(SETTLE_MS);
  const idle = await server.call('usage');
  return (idle.residentKb - empty.residentKb) / count;
}

/** Sends messages as fast as they go: deliveries a second, and the server's processor time for one. */
async function send({ server, clients, count }: Both, reached: Reached, messages: number, warmUp: number) {
  const each = reached === 'all' ? count : 1;
  await server.call('send', { count: warmUp, reached });
  await clients.call('delivered', warmUp * each);
  const before = await server.call('usage');
  const started = performance.now();
  await server.call('send', { count: messages, reached });
  await clients.call('delivered', (warmUp + messages) * each);
  const seconds = (performance.now() - started) / 1_000;
  const after = await server.call('usage');
  await wait(100);
  assertSame('notifications', await clients.call('count'), (warmUp + messages) * each);
  const deliveries = messages * each;
  return { perSecond: deliveries / seconds, cpu: ((after.cpuMs - before.cpuMs) * 1_000) / deliveries };
}

/** P7: what a socket costs when idle, then messages to all and to one each, beside socket.io and ws with the same client, and bare uWebSockets. */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const count = scaled(settings, 5_000, 50);

  /** A new process for each round: memory once taken is not given back. */
  async function measure(name: string) {
    const server = await stage.program<SocketServer>(name, {});
    const clients = await stage.program<SocketLoad>('socketLoad', {});
    const both = { server, clients, count };
    const kilobytes = await connect(both, 'all');
    const all = await send(both, 'all', scaled(settings, 60, 5), 5);
    await clients.call('disconnect');
    await connect(both, 'one');
    const one = await send(both, 'one', 4 * count, count);
    await clients.stop();
    await server.stop();
    return {
      kilobytes,
      ...{ allPerSecond: all.perSecond, allCpu: all.cpu },
      ...{ onePerSecond: one.perSecond, oneCpu: one.cpu },
    };
  }
  const { ours, socketIo, ws, uws } = await rounds(settings.runs, {
    ours: () => measure('ourSockets'),
    socketIo: () => measure('socketIoSockets'),
    ws: () => measure('wsSockets'),
    uws: () => measure('bareSockets'),
  });
  const io = (values: readonly number[]) => ({ role: 'peer' as const, name: 'socket.io', values });
  const bare = (values: readonly number[]) => ({ role: 'peer' as const, name: 'ws', values });
  const limit = (values: readonly number[]) => ({ role: 'limit' as const, name: 'bare uWebSockets', values });
  const memory = `memory of an idle socket, ${count}`;
  const [toAll, toOne] = [`broadcast to ${count} sockets`, `sends to one of ${count} sockets`];
  const [fast, cheap] = [ratioAtLeast(1.8), ratioAtMost(0.45)];
  const [rate, cpu] = ['deliveries/s', 'µs each'];
  return [
    { figure: memory, unit: 'KB', values: ours.kilobytes, against: io(socketIo.kilobytes), bar: atMost(4) },
    { figure: memory, unit: 'KB', values: ours.kilobytes, against: bare(ws.kilobytes) },
    { figure: memory, unit: 'KB', values: ours.kilobytes, against: limit(uws.kilobytes) },
    { figure: toAll, unit: rate, values: ours.allPerSecond, against: io(socketIo.allPerSecond), bar: fast },
    { figure: toAll, unit: rate, values: ours.allPerSecond, against: bare(ws.allPerSecond) },
    { figure: toAll, unit: rate, values: ours.allPerSecond, against: limit(uws.allPerSecond) },
    { figure: `${toAll}, CPU`, unit: cpu, values: ours.allCpu, against: io(socketIo.allCpu), bar: cheap },
    { figure: `${toAll}, CPU`, unit: cpu, values: ours.allCpu, against: bare(ws.allCpu) },
    { figure: `${toAll}, CPU`, unit: cpu, values: ours.allCpu, against: limit(uws.allCpu) },
    { figure: toOne, unit: rate, values: ours.onePerSecond, against: io(socketIo.onePerSecond), bar: fast },
    { figure: toOne, unit: rate, values: ours.onePerSecond, against: bare(ws.onePerSecond) },
    { figure: toOne, unit: rate, values: ours.onePerSecond, against: limit(uws.onePerSecond) },
    { figure: `${toOne}, CPU`, unit: cpu, values: ours.oneCpu, against: io(socketIo.oneCpu), bar: cheap },
    { figure: `${toOne}, CPU`, unit: cpu, values: ours.oneCpu, against: bare(ws.oneCpu) },
    { figure: `${toOne}, CPU`, unit: cpu, values: ours.oneCpu, against: limit(uws.oneCpu) },
  ];
}
