import type { Logger } from 'pino';
import type { RestrictionOf } from '../../../application/billing/restrictionOf.js';
import type { AccessTokens } from '../../../application/ports/accessTokens.js';
import type { ApiKeyCallers, Callers } from '../../../application/ports/callers.js';
import type { IdempotencyKeys } from '../../../application/ports/idempotencyKeys.js';
import type { ReadModelProgress } from '../../../application/ports/readModelProgress.js';
import type { HttpLimits } from '../limits.js';
import type { PublicCommandIds } from '../middleware/publicCommandIds.js';
import type { RateLimits } from '../middleware/rateLimits.js';
import type { Cursors } from '../requests/cursors.js';

/** What serving any route needs. */
export type Serving = Readonly<{
  accessTokens: Pick<AccessTokens, 'verify'>;
  callers: Pick<Callers, 'resolve'>;
  /** Without it no API key is known. */
  apiKeys?: ApiKeyCallers;
  idempotencyKeys: IdempotencyKeys;
  publicCommandIds: PublicCommandIds;
  progress: ReadModelProgress;
  logger: Logger;
  cursors: Cursors;
  rateLimits: RateLimits;
  limits: HttpLimits;
  /** Asked before each command that does not stay open to whoever owes; without it nothing is restricted. */
  restrictionOf?: RestrictionOf;
}>;
