import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runInProduct } from '../../infrastructure/composition/controlSocket.js';
import { subscriptionLife } from '../../infrastructure/embedded/stripe-simulator/subscriptionLife.js';
import { ProductClient } from '../support/productClient.js';
import { RunningProduct } from '../support/runningProduct.js';

const readModels = ['billing.subscriptions', 'billing.invoices', 'notifications.feed', 'analytics.events'];
const price = { planId: 'pro', unitAmount: 4_900, currency: 'usd', interval: 'month' } as const;
const product = new RunningProduct();

beforeAll(async () => {
  await product.start();
});
afterAll(() => product.dispose());

/** Runs `npm run projections -- …` and answers with what it printed. */
async function projections(...words: string[]): Promise<string> {
  let printed = '';
  const out = new Writable({
    write(chunk, _, done) {
      printed += String(chunk);
      done();
    },
  });
  await runInProduct(product.dataDir, ['projections', ...words], out);
  return printed;
}

it('rebuilds every read model under write load, and each equals a fresh fold of the log', async () => {
  const client = new ProductClient(product);
  let writing = true;
  const statuses = new Set<number>();
  const lanes = Array.from({ length: 4 }, async (_, lane) => {
    for (let n = 0; writing; n++) {
      const organizationId = `rebuild-${lane}-${n}`;
      const life = subscriptionLife({
        seed: organizationId,
        organizationId,
        price,
        quantity: 1,
        startsAt: new Date('2026-01-03T09:00:00.000Z'),
      });
      for (const event of [life.started(), life.paymentFailed(1), life.paid(1, 2), life.ended(2)]) {
        statuses.add((await client.deliver(event)).status);
      }
    }
  });

  const rebuilt = await projections('rebuild', ...readModels);
  for (const name of readModels) expect(rebuilt).toContain(`${name} is served from the rebuilt generation`);
  writing = false;
  await Promise.all(lanes);

  expect([...statuses]).toEqual([200]);
  const verified = await projections('verify', '--all');
  for (const name of readModels) expect(verified).toContain(`${name}, as it is served, equals the log`);
  expect(await projections('status')).toMatch(/billing\.invoices +PostgreSQL +2 /);
});

it('says what is wrong with a command', async () => {
  await expect(projections('rebuild', 'nonsense')).rejects.toThrow('there is no read model nonsense');
});
