import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from 'inversify';
import type { Clock } from '../../application/ports/clock.js';
import type { IdempotencyKeys } from '../../application/ports/idempotencyKeys.js';
import type { Logger } from '../../application/ports/logger.js';
import { PostgresIdempotencyKeys } from '../postgres/idempotencyKeys.js';
import { TOKENS } from './tokens.js';

const EVERY_MS = 60 * 60 * 1_000;
/** Longer than Stripe looks back for its events (30 days), so that no repeat outlives its key. */
const KEY_LIFETIME_MS = 35 * 24 * 60 * 60 * 1_000;

/** Keeps the database from growing for ever. */
export const keepHouse = (container: Container, signal: AbortSignal): Promise<void> =>
  forgetOldKeys(
    new PostgresIdempotencyKeys(container.get(TOKENS.pool)),
    container.get(TOKENS.clock),
    container.get(TOKENS.logger),
    signal,
  );

/** Forgets idempotency keys that are too old to be used again, each hour until the signal aborts. */
async function forgetOldKeys(keys: IdempotencyKeys, clock: Clock, logger: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const forgotten = await keys.forgetBefore(new Date(clock.now().getTime() - KEY_LIFETIME_MS));
      if (forgotten > 0) logger.info({ forgotten }, 'old idempotency keys were forgotten');
    } catch (error) {
      logger.warn({ err: error }, 'old idempotency keys could not be forgotten; the next hour tries again');
    }
    await delay(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
