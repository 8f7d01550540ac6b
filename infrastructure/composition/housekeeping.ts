import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from 'inversify';
import type { Clock } from '../../application/ports/clock.js';
import type { Logger } from '../../application/ports/logger.js';
import { PostgresIdempotencyKeys } from '../postgres/idempotencyKeys.js';
import { webhookDeliveries } from '../postgres/webhookDeliveries.js';
import { writeApiKeyUses } from './processes/apiKeyUses.js';
import { TOKENS } from './tokens.js';

const EVERY_MS = 60 * 60 * 1_000;
/** Longer than Stripe looks back for its events (30 days), so that no repeat outlives its key. */
const KEY_LIFETIME_MS = 35 * 24 * 60 * 60 * 1_000;

/** Finished webhook deliveries can be looked at for so long. */
const DELIVERY_LIFETIME_MS = 30 * 24 * 60 * 60 * 1_000;

type Forgetting = Readonly<{
  what: string;
  lifetimeMs: number;
  /** Deletes what is older than the instant; returns how many. */
  forgetBefore: (instant: Date) => Promise<number>;
}>;

/** Keeps the database from growing for ever, and up to date on what is no event. */
export async function keepHouse(container: Container, signal: AbortSignal): Promise<void> {
  const pool = container.get(TOKENS.pool);
  const keys = new PostgresIdempotencyKeys(pool);
  const deliveries = webhookDeliveries(pool);
  const forgetting: readonly Forgetting[] = [
    {
      what: 'idempotency keys',
      lifetimeMs: KEY_LIFETIME_MS,
      forgetBefore: (instant) => keys.forgetBefore(instant),
    },
    { what: 'webhook deliveries', lifetimeMs: DELIVERY_LIFETIME_MS, forgetBefore: deliveries.forgetBefore },
  ];
  const clock = container.get(TOKENS.clock);
  const logger = container.get(TOKENS.logger);
  const keyUses = writeApiKeyUses(container.get(TOKENS.apiKeyUses), logger, signal);
  while (!signal.aborted) {
    for (const each of forgetting) await forgetOld(each, clock, logger);
    await delay(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
  await keyUses;
}

async function forgetOld({ what, lifetimeMs, forgetBefore }: Forgetting, clock: Clock, logger: Logger): Promise<void> {
  try {
    const forgotten = await forgetBefore(new Date(clock.now().getTime() - lifetimeMs));
    if (forgotten > 0) logger.info({ forgotten }, `old ${what} were forgotten`);
  } catch (error) {
    logger.warn({ err: error }, `old ${what} could not be forgotten; the next hour tries again`);
  }
}
