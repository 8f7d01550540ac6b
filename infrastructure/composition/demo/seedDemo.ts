import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from 'inversify';
import { planDecider } from '../../../domain/billing/plan/plan.decider.js';
import { planStream } from '../../../domain/billing/streams.js';
import type { Environment } from '../../config/environment.js';
import type { Progress } from '../progress.js';
import type { Product } from '../start.js';
import { TOKENS } from '../tokens.js';
import { demoClient } from './demoClient.js';
import { demoPlans, demoStart, liveDemoYear } from './demoYear.js';

/** Where the simulator's clock is further behind than this, the demo has not come to its end. */
const BEHIND_MS = 3_600_000;
const LOOK_EVERY_MS = 50;

/** When Stripe's clock begins, so that the demo has a year to live through; undefined without a demo. */
export function demoBegins({ DEMO_DATA, EVENTSTORE_URL, AUTH_JWKS_URL }: Environment): Date | undefined {
  return (DEMO_DATA ?? !(EVENTSTORE_URL || AUTH_JWKS_URL)) ? demoStart(new Date()) : undefined;
}

/** Lives through what is left of the demo's year: all of it at the first start, nothing at later ones. */
export async function seedDemo(product: Product, ownersToken: string, progress: Progress): Promise<void> {
  const { http, container, backends } = product;
  if (!http || !backends.stripeSimulator) return;
  const addresses = { http: `http://localhost:${http.port}`, stripe: backends.stripeSimulator.url };
  const client = demoClient(addresses, ownersToken);
  const now = container.get(TOKENS.clock).now();
  const clock = await client.time();
  if (now.getTime() - clock.getTime() < BEHIND_MS) return;
  await progress.step('Demo data: a year of Northwind Robotics', async () => {
    await plansSynced(container);
    await liveDemoYear(client, demoStart(now), now);
  });
}

/** Waits until Stripe has the prices of what the demo buys: a start would be tried again later otherwise. */
async function plansSynced(container: Container): Promise<void> {
  const { currentState } = container.get(TOKENS.commandHandling);
  for (const planId of demoPlans) {
    for (;;) {
      const { current, versions } = await currentState(planStream(planId), planDecider);
      if (current !== null && versions[current]?.synced) break;
      await delay(LOOK_EVERY_MS);
    }
  }
}
