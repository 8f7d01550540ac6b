import { assertSame } from '../harness/ask.js';
import type { SocketServer } from '../harness/payload.js';
import { rounds } from '../harness/rounds.js';
import { atMost, type Row, ratioAtLeast, ratioAtMost } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import type { SocketLoad } from '../programs/socketLoad.js';

const SETTLE_MS = 1_500;
const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** P7 with 2,000 sockets: what one costs when idle, then broadcasts to all, beside socket.io and ws with the same client. */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const count = scaled(settings, 2_000, 50);
  const messages = scaled(settings, 100, 5);

  /** A new process for each round: memory once taken is not given back. */
  async function measure(name: string) {
    const server = await stage.program<SocketServer>(name, {});
    const clients = await stage.program<SocketLoad>('socketLoad', {});
    const { url, hello } = await server.call('address');
    const empty = await server.call('usage');
    await clients.call('connect', { url, hello, count });
    // Until every socket is signed in and live: the gateway gives a client a second to say where to resume.
    await wait(SETTLE_MS);
    const idle = await server.call('usage');
    const warmUp = 5;
    await server.call('broadcast', warmUp);
    await clients.call('delivered', warmUp * count);

    const before = await server.call('usage');
    const started = performance.now();
    await server.call('broadcast', messages);
    await clients.call('delivered', (warmUp + messages) * count);
    const seconds = (performance.now() - started) / 1_000;
    const after = await server.call('usage');
    await wait(100);
    assertSame(`notifications from ${name}`, await clients.call('count'), (warmUp + messages) * count);
    await clients.call('disconnect');
    await clients.stop();
    await server.stop();
    const deliveries = messages * count;
    return {
      kilobytes: (idle.residentKb - empty.residentKb) / count,
      perSecond: deliveries / seconds,
      cpuMicroseconds: ((after.cpuMs - before.cpuMs) * 1_000) / deliveries,
    };
  }
  const { ours, socketIo, ws } = await rounds(settings.runs, {
    ours: () => measure('ourSockets'),
    socketIo: () => measure('socketIoSockets'),
    ws: () => measure('wsSockets'),
  });
  const io = (values: readonly number[]) => ({ role: 'peer' as const, name: 'socket.io', values });
  const bare = (values: readonly number[]) => ({ role: 'peer' as const, name: 'ws', values });
  const [memory, sends] = [`memory of an idle socket, ${count}`, `broadcast to ${count} sockets`];
  return [
    { figure: memory, unit: 'KB', values: ours.kilobytes, against: io(socketIo.kilobytes), bar: atMost(4) },
    { figure: memory, unit: 'KB', values: ours.kilobytes, against: bare(ws.kilobytes) },
    {
      figure: sends,
      unit: 'deliveries/s',
      values: ours.perSecond,
      against: io(socketIo.perSecond),
      bar: ratioAtLeast(1.8),
    },
    { figure: sends, unit: 'deliveries/s', values: ours.perSecond, against: bare(ws.perSecond) },
    {
      figure: `${sends}, CPU`,
      unit: 'µs each',
      values: ours.cpuMicroseconds,
      against: io(socketIo.cpuMicroseconds),
      bar: ratioAtMost(0.45),
    },
    { figure: `${sends}, CPU`, unit: 'µs each', values: ours.cpuMicroseconds, against: bare(ws.cpuMicroseconds) },
  ];
}
