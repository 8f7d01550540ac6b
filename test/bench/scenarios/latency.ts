import { assertInLog } from '../harness/ask.js';
import { withProcessorTime } from '../harness/processorTime.js';
import { rounds } from '../harness/rounds.js';
import type { Row } from '../harness/rows.js';
import { jwtSecret, runProduct, webhookSecret } from '../harness/runProduct.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import type { WebhookToSocket } from '../programs/webhookToSocket.js';

const A_SECOND = 100;
const ORGANIZATIONS = 20;
const SOCKETS = 200;

/**
 * The longest way to a socket: from the 200 to a Stripe webhook to the frame at each of ten sockets of its organization. In
 * between: inbox, reaction, invoice, notification. The rate stays below what the API allows one address.
 */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const product = await runProduct(stage.folder());
  stage.after(product.stop);
  const { http, gateway, eventStore, postgres } = product;
  const stores = { eventStore, postgres, personalDataKey: jwtSecret };
  const load = { organizations: ORGANIZATIONS, sockets: SOCKETS, stores };
  const options = { http, gateway, jwtSecret, webhookSecret, ...load };
  const outside = await stage.program<WebhookToSocket>('webhookToSocket', options);
  const count = scaled(settings, 800, ORGANIZATIONS);

  const { webhooks } = await rounds(settings.runs, {
    webhooks: async (round) => {
      const run = `latency${round}`;
      const load = { run, perSecond: A_SECOND, count };
      const figures = await withProcessorTime(count, () => outside.call('run', load));
      const logUrl = product.postgres.replace(/\/[^/]+$/, '/eventstore');
      await assertInLog(logUrl, `stripeEvent-evt_${run}`, count);
      await assertInLog(logUrl, `invoice-in_${run}`, count);
      return figures;
    },
  });
  const name = `webhook accepted → frame, ${A_SECOND}/s, ${SOCKETS} sockets`;
  return [
    { figure: `${name}, p50`, unit: 'ms', values: webhooks.p50 },
    { figure: `${name}, p95`, unit: 'ms', values: webhooks.p95 },
    { figure: `${name}, p99`, unit: 'ms', values: webhooks.p99 },
    { figure: `webhook sent → accepted, ${A_SECOND}/s, p50`, unit: 'ms', values: webhooks.acceptP50 },
    { figure: `webhook sent → accepted, ${A_SECOND}/s, p99`, unit: 'ms', values: webhooks.acceptP99 },
    { figure: 'webhook → frame, CPU of all processes', unit: 'µs each', values: webhooks.cpuMicroseconds },
  ];
}
