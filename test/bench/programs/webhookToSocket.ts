import { HmacAccessTokens } from '../../../infrastructure/crypto/accessTokens.js';
import { givenMember } from '../../support/givenOrganization.js';
import { type ProductStores, withProductLog } from '../../support/productLog.js';
import { organizationOf } from '../billing/invoiceEvents.js';
import { paidInvoices } from '../billing/paidInvoices.js';
import { paced } from '../harness/inFlight.js';
import { program } from '../harness/program.js';
import { latencies } from '../harness/statistics.js';
import { openWelcomed } from '../harness/welcomed.js';

type Options = Readonly<{
  http: string;
  gateway: string;
  jwtSecret: string;
  webhookSecret: string;
  organizations: number;
  sockets: number;
  stores: ProductStores;
}>;

/** Stripe and the people in one process, so that both ends of the way are timed by one clock. */
async function start({ http, gateway, jwtSecret, webhookSecret, organizations, sockets, stores }: Options) {
  const tokens = new HmacAccessTokens([jwtSecret], { now: () => new Date() });
  const deliveryOf = paidInvoices(webhookSecret, organizations);
  const acceptedAt = new Map<string, number>();
  const arrivals = new Map<string, number[]>();
  const perInvoice = Math.ceil(sockets / organizations);
  let frames = 0;

  await withProductLog(stores, async (log) => {
    for (let at = 0; at < sockets; at++)
      await givenMember(log, {
        userId: `user-${at}`,
        organizationId: organizationOf(at % organizations),
        sessionId: `s-${at}`,
      });
  });
  for (let at = 0; at < sockets; at++) {
    const organizationId = organizationOf(at % organizations);
    const claims = { userId: `user-${at}`, organizationId, sessionId: `s-${at}` };
    const token = await tokens.issue(claims, 3_600);
    await openWelcomed(gateway, token, (text) => {
      const invoice = /Invoice (\w+-\d+)/.exec(text)?.[1];
      if (!invoice) return;
      frames++;
      arrivals.set(invoice, [...(arrivals.get(invoice) ?? []), performance.now()]);
    });
  }

  return {
    /** Webhooks at a steady rate; milliseconds from each 200 to each frame, once all have arrived. */
    run: async ({ run, perSecond, count }: Readonly<{ run: string; perSecond: number; count: number }>) => {
      const framesBefore = frames;
      const accepting = await paced(perSecond, count, async (at) => {
        const { body, headers } = deliveryOf(run, at);
        const answer = await fetch(`${http}/api/v1/billing/webhooks/stripe`, { method: 'POST', headers, body });
        if (answer.status !== 200) throw new Error(`a webhook was answered ${answer.status}: ${await answer.text()}`);
        acceptedAt.set(`${run}-${at}`, performance.now());
        await answer.arrayBuffer();
      });
      const giveUp = performance.now() + 30_000;
      while (frames - framesBefore < count * perInvoice && performance.now() < giveUp)
        await new Promise((r) => setTimeout(r, 5));
      // A little longer: a frame too many would come now.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const each: number[] = [];
      for (const [invoice, accepted] of acceptedAt) {
        const arrived = arrivals.get(invoice) ?? [];
        if (arrived.length !== perInvoice)
          throw new Error(`${arrived.length} frames for ${invoice}, ${perInvoice} expected`);
        // The frame may overtake the 200, which has further to go through this process.
        each.push(...arrived.map((at) => Math.max(0, at - accepted)));
      }
      acceptedAt.clear();
      arrivals.clear();
      const { p50: acceptP50, p99: acceptP99 } = latencies(accepting);
      return { ...latencies(each), acceptP50, acceptP99 };
    },
  };
}
export type WebhookToSocket = Awaited<ReturnType<typeof start>>;

program(start);
