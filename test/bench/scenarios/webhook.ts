import { assertInLog } from '../harness/ask.js';
import { rounds } from '../harness/rounds.js';
import { atLeast, atMost, type Row } from '../harness/rows.js';
import { type Settings, scaled } from '../harness/settings.js';
import type { Stage } from '../harness/stage.js';
import type { WebhookApi } from '../programs/webhookApi.js';
import type { WebhookLoader } from '../programs/webhookLoad.js';

const CONNECTIONS = 32;
const webhookSecret = 'whsec_of_the_bench_and_of_nobody_else';

/** P12: signed webhooks as fast as they are answered, recorded durably before the 200; every body is a new event. */
export async function scenario(stage: Stage, settings: Settings): Promise<Row[]> {
  const { databaseUrl: logUrl, connectionString } = await stage.node();
  const options = { connectionString, databaseUrl: await stage.database(), webhookSecret };
  const api = await stage.program<WebhookApi>('webhookApi', options);
  const load = await stage.program<WebhookLoader>('webhookLoad', { secret: webhookSecret, customers: 200 });
  const url = await api.call('address');

  const { webhooks } = await rounds(settings.runs, {
    webhooks: async (round) => {
      const run = `round${round}n`;
      const requests = scaled(settings, 8_000, 100);
      const figures = await load.call('run', { url, run, connections: CONNECTIONS, requests });
      await assertInLog(logUrl, `stripeEvent-evt_${run}`, requests);
      return figures;
    },
  });
  const name = `webhook recorded, ${CONNECTIONS} connections`;
  return [
    { figure: name, unit: '/s', values: webhooks.perSecond, bar: atLeast(3_000) },
    { figure: `${name}, p99`, unit: 'ms', values: webhooks.p99, bar: atMost(15) },
  ];
}
