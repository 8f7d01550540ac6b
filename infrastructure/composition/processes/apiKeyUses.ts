import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../../../application/ports/logger.js';
import type { PostgresApiKeyUses } from '../../postgres/apiKeyUses.js';

const EVERY_MS = 10_000;

/** Writes down when API keys were used, every few seconds, and once more when the signal has aborted. */
export async function writeApiKeyUses(
  uses: Pick<PostgresApiKeyUses, 'write'>,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  const write = () =>
    uses.write().catch((error: unknown) => {
      logger.warn({ err: error }, 'uses of API keys could not be written down; it is tried again');
    });
  while (!signal.aborted) {
    await delay(EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
    await write();
  }
}
