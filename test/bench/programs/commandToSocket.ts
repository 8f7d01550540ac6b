import { Agent } from 'node:http';
import { usageThresholds } from '../../../domain/billing/usage/usageBalance.js';
import { INCLUDED, meterOf } from '../billing/meteredPlan.js';
import { inFlight, paced } from '../harness/inFlight.js';
import { post } from '../harness/post.js';
import { program } from '../harness/program.js';
import { latencies } from '../harness/statistics.js';
import { openWelcomed } from '../harness/welcomed.js';

const CONNECTIONS = 64;

type People = Readonly<{
  http: string;
  gateway: string;
  /** One of each organization: for what is sent, and for the socket that hears of it. */
  senders: readonly string[];
  listeners: readonly string[];
}>;

/** The n-th of an organization's commands reaches the next threshold of one of its meters. */
function thresholdOf(nth: number) {
  const meter = meterOf(Math.floor(nth / usageThresholds.length));
  const at = nth % usageThresholds.length;
  const [before, reached] = [usageThresholds[at - 1] ?? 0, usageThresholds[at] ?? 0];
  return { meter, quantity: (INCLUDED * (reached - before)) / 100, title: `${reached} % of ${meter} used` };
}

/** Those who record usage and those who are told of it in one process, so that both ends of the way are timed by one clock. */
async function start() {
  let agent = new Agent();
  const arrivedAt = new Map<string, number>();
  let frames = 0;
  let sockets: readonly Readonly<{ end: () => void }>[] = [];
  let api = '';
  let tokens: readonly string[] = [];

  const record = (organization: number, id: string, meter: string, quantity: number) =>
    post(`${api}/api/v1/billing/usage`, 202, {
      agent,
      headers: { authorization: `Bearer ${tokens[organization]}` },
      body: JSON.stringify({ records: [{ id, meter, quantity, at: new Date().toISOString() }] }),
    });

  return {
    /** Resolves when everybody listens and every organization has recorded something. */
    connect: async ({ http, gateway, senders, listeners }: People) => {
      for (const socket of sockets) socket.end();
      // A connection kept from an earlier round may be closed by the server just as it is used again.
      agent.destroy();
      agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
      arrivedAt.clear();
      frames = 0;
      [api, tokens] = [http, senders];
      sockets = await Promise.all(
        listeners.map((token, organization) =>
          openWelcomed(gateway, token, (text) => {
            frames++;
            arrivedAt.set(`${organization} ${/"title":"([^"]*)"/.exec(text)?.[1]}`, performance.now());
          }),
        ),
      );
      // The first command of an organization reads who it is and what it bought.
      await inFlight(8, senders.length, (organization) => record(organization, 'first', meterOf(0), 1));
      // The gateway gives a client a second to say where to resume; then it is live.
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    },
    /** Commands at a steady rate, the organizations in turns; milliseconds from each answer to its frame. */
    run: async ({ perSecond, count }: Readonly<{ perSecond: number; count: number }>) => {
      const acceptedAt = new Map<string, number>();
      const accepting = await paced(perSecond, count, async (at) => {
        const organization = at % tokens.length;
        const { meter, quantity, title } = thresholdOf(Math.floor(at / tokens.length));
        acceptedAt.set(`${organization} ${title}`, await record(organization, `record-${at}`, meter, quantity));
      });
      const giveUp = performance.now() + 30_000;
      while (frames < count && performance.now() < giveUp) await new Promise((r) => setTimeout(r, 5));
      // A little longer: a frame too many would come now.
      await new Promise((resolve) => setTimeout(resolve, 300));
      if (frames !== count || arrivedAt.size !== count)
        throw new Error(`${frames} frames of ${arrivedAt.size} notifications came, ${count} were expected`);
      const each = [...acceptedAt].map(([key, accepted]) => {
        const arrived = arrivedAt.get(key);
        if (arrived === undefined) throw new Error(`no frame for ${key}`);
        // The frame may overtake the answer, which has further to go through this process.
        return Math.max(0, arrived - accepted);
      });
      const { p50: acceptP50, p99: acceptP99 } = latencies(accepting);
      return { ...latencies(each), acceptP50, acceptP99 };
    },
  };
}
export type CommandToSocket = Awaited<ReturnType<typeof start>>;

program(start);
