import type { Container } from 'inversify';
import { v7 } from 'uuid';
import { compareBilling } from '../compareBilling.js';
import { runPeriodically } from '../periodicJob.js';
import { TOKENS } from '../tokens.js';

const QUARTER_HOUR_MS = 15 * 60 * 1_000;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Three in the morning, UTC. */
const NIGHT_MS = 3 * 60 * 60 * 1_000;

/**
 * Looks for what webhooks did not bring, at start and then every quarter of an hour, and compares billing with Stripe every
 * night, until the signal aborts.
 */
export async function runReconciliation(container: Container, signal: AbortSignal): Promise<void> {
  const logger = container.get(TOKENS.logger);
  const dependencies = { leases: container.get(TOKENS.leases), logger };
  const sweep = container.get(TOKENS.sweepStripeEvents);
  const sweeping = async () => {
    const swept = await sweep(v7());
    if (swept.found > 0) logger.warn(swept, 'events of Stripe that were never delivered have been taken in');
  };
  const sinceNight = (container.get(TOKENS.clock).now().getTime() - NIGHT_MS) % DAY_MS;
  const comparing = {
    name: 'billing-comparison',
    everyMs: DAY_MS,
    firstAfterMs: DAY_MS - sinceNight,
    work: compareBilling(container),
  };
  await Promise.all([
    runPeriodically({ name: 'stripe-sweep', everyMs: QUARTER_HOUR_MS, work: sweeping }, dependencies, signal),
    runPeriodically(comparing, dependencies, signal),
  ]);
}
