import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmbeddedClickHouse } from '../../infrastructure/embedded/chdb/embeddedClickHouse.js';
import { serveEngine } from '../infrastructure/clickhouse/engineOverHttp.js';
import { newDataFolder } from '../support/dataFolder.js';
import { type NatsServer, startNatsServer } from '../support/natsServer.js';
import { RunningProduct } from '../support/runningProduct.js';

let nats: NatsServer;
const whole = new RunningProduct();
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  nats = await startNatsServer();
  await whole.start();
});

afterAll(async () => {
  for (const end of ends.reverse()) await end();
  await whole.dispose();
  await nats.kill();
});

it('a projector in a process of its own serves health, readiness and figures, and no route', async () => {
  const engine = await startEmbeddedClickHouse({ dataDir: mkdtempSync(join(tmpdir(), 'objecta-apart-')) });
  const overHttp = await serveEngine(engine.client);
  ends.push(engine.stop, overHttp.stop);
  const { jwtSecret, stripeWebhookSecret } = whole.secrets();
  const { postgres, eventStore } = whole.runtime();
  const projector = new RunningProduct(newDataFolder(), {
    PROCESSES: 'projector',
    NATS_URL: nats.url,
    DATABASE_URL: postgres,
    EVENTSTORE_URL: eventStore,
    CLICKHOUSE_URL: overHttp.url,
    JWT_SECRET: jwtSecret,
    PERSONAL_DATA_KEY: jwtSecret,
    STRIPE_WEBHOOK_SECRET: stripeWebhookSecret,
    STRIPE_SECRET_KEY: 'sk_test_of_nobody',
    SMTP_URL: 'smtp://127.0.0.1:1',
  });
  ends.push(() => projector.dispose());
  const { http, probes } = await projector.start();
  expect(http).toBeUndefined();

  const health = await fetch(`${probes}/health`);
  expect([health.status, await health.json()]).toEqual([200, { status: 'live' }]);
  const ready = (await (await fetch(`${probes}/ready`)).json()) as { services: object };
  expect(Object.keys(ready.services)).toEqual(['postgres', 'eventStore', 'clickHouse', 'wakeUps']);
  expect(await (await fetch(`${probes}/metrics`)).text()).toContain('objecta_http_request_seconds');
  expect((await fetch(`${probes}/api/v1/billing/subscription`)).status).toBe(404);
  expect((await fetch(`${probes}/docs`)).status).toBe(404);
  expect(await projector.stop()).toBe(0);
});
