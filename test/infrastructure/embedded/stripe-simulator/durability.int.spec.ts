import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import Stripe from 'stripe';
import { expect, it } from 'vitest';
import { builtFile } from '../../../support/builtFile.js';
import { freshDatabase } from '../../../support/freshDatabase.js';
import { startSimulation } from '../../../support/stripeSimulation.js';
import { startReceiver } from '../../../support/webhookReceiver.js';

const main = new URL('../../../../infrastructure/embedded/stripe-simulator/main.ts', import.meta.url);

it('a restart keeps objects, events, answers to keys, what is due, what is undelivered and the time', async () => {
  const receiver = await startReceiver();
  const first = await startSimulation();
  const endpoint = await first.stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['*'] });
  receiver.secrets.push(String(endpoint.secret));
  await first.control('/webhooks/mode', { hold: true });
  const made = await first.stripe.customers.create({ name: 'kept' }, { idempotencyKey: 'once' });
  await first.control('/clock', { by: 100 });
  const due = { key: 'later', kind: 'webhook.retry', at: made.created + 500 };
  await (await first.account()).run((context) => context.schedule(due));
  await first.stop();

  const second = await startSimulation({ databaseUrl: first.databaseUrl, clock: { frozenAt: 0 } });
  expect(await second.stripe.customers.retrieve(made.id)).toMatchObject({ name: 'kept' });
  expect((await second.stripe.customers.create({ name: 'kept' }, { idempotencyKey: 'once' })).id).toBe(made.id);
  expect((await second.stripe.events.list({ type: 'customer.created' })).data).toHaveLength(1);
  expect(await second.control('/clock')).toMatchObject({ now: made.created + 100, next: { key: 'later' } });
  expect((await second.stripe.customers.create({ name: 'new' })).id).not.toBe(made.id);
  await second.control('/webhooks/mode', { release: true });
  await second.control('/webhooks/flush', {});
  expect(receiver.types()).toEqual(['customer.created', 'customer.created']);
  await second.stop();
  await receiver.stop();
});

async function started(databaseUrl: string): Promise<{ child: ChildProcess; stripe: Stripe }> {
  const child = fork(builtFile(main), [], {
    execArgv: [],
    env: { ...process.env, STRIPE_SIMULATOR_DATABASE_URL: databaseUrl, STRIPE_SIMULATOR_PORT: '0' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const { hostname: host, port } = new URL(url);
  const stripe = new Stripe('sk_test_killed', { host, port, protocol: 'http', maxNetworkRetries: 0 });
  return { child, stripe };
}

it('kill -9 loses nothing that was acknowledged, and repeating what was not makes it once', async () => {
  const databaseUrl = await freshDatabase();
  const first = await started(databaseUrl);
  const acknowledged: string[] = [];
  const unanswered: string[] = [];
  const calls = Array.from({ length: 60 }, async (_, at) => {
    const key = `customer ${at}`;
    try {
      const { id } = await first.stripe.customers.create({ name: key }, { idempotencyKey: key });
      acknowledged.push(id);
      if (acknowledged.length === 20) first.child.kill('SIGKILL');
    } catch {
      unanswered.push(key);
    }
  });
  await Promise.all(calls);
  expect(acknowledged.length + unanswered.length).toBe(60);
  expect(unanswered.length).toBeGreaterThan(0);

  const second = await started(databaseUrl);
  for (const key of unanswered) await second.stripe.customers.create({ name: key }, { idempotencyKey: key });
  const found = await second.stripe.customers.list({ limit: 100 });
  const ids = new Set(found.data.map(({ id }) => id));
  for (const id of acknowledged) expect(ids.has(id)).toBe(true);
  expect(new Set(found.data.map(({ name }) => name)).size).toBe(60);
  expect(found.data).toHaveLength(60);
  const exited = once(second.child, 'exit');
  second.child.kill('SIGTERM');
  expect((await exited)[0]).toBe(0);
});
