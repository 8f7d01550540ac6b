import Koa from 'koa';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { RestrictionOf } from '../../application/billing/restrictionOf.js';
import type { AccessTokens } from '../../application/ports/accessTokens.js';
import type { ApiKeyCallers, Callers } from '../../application/ports/callers.js';
import type { IdempotencyKeys } from '../../application/ports/idempotencyKeys.js';
import type { ReadModelProgress } from '../../application/ports/readModelProgress.js';
import { dispatch } from './dispatch.js';
import { defaultLimits, type HttpLimits } from './limits.js';
import { type HttpServer, listen } from './listen.js';
import { crossOrigin } from './middleware/crossOrigin.js';
import { envelope } from './middleware/envelope.js';
import { gate } from './middleware/gate.js';
import { PublicCommandIds } from './middleware/publicCommandIds.js';
import { RateLimits } from './middleware/rateLimits.js';
import { RequestMetrics } from './middleware/requestMetrics.js';
import { securityHeaders } from './middleware/securityHeaders.js';
import { docsEndpoints } from './openapi/docsEndpoints.js';
import type { DocumentInfo } from './openapi/document.js';
import { serve } from './pipeline/serve.js';
import { platformEndpoints, probePaths } from './platform/endpoints.js';
import type { HealthChecks } from './platform/readiness.js';
import { Cursors } from './requests/cursors.js';
import type { Route } from './route.js';

export type HttpAppOptions = Readonly<{
  /** Without any, only what operators ask is served. */
  routes: readonly Route[];
  accessTokens: Pick<AccessTokens, 'verify'>;
  /** What who holds a token may do, by what is recorded. */
  callers: Pick<Callers, 'resolve'>;
  /** Without it no API key is known. */
  apiKeys?: ApiKeyCallers;
  idempotencyKeys: IdempotencyKeys;
  progress: ReadModelProgress;
  logger: Logger;
  /** Takes our metrics and is served at /metrics. */
  metrics: Registry;
  /** Signs list cursors and keys the ids of public commands; at least 32 characters, the same in every process. */
  cursorKey: string;
  corsOrigins: readonly string[];
  /** Host names, without port, that this server answers under. */
  hosts: readonly string[];
  health: HealthChecks;
  info: DocumentInfo;
  limits?: Partial<HttpLimits>;
  /** What an organization has to pay before it may change anything again. */
  restrictionOf?: RestrictionOf;
}>;

export type HttpApp = Readonly<{
  app: Koa;
  /** Serves the application; port 0 picks a free one. */
  listen: (at: Readonly<{ host: string; port: number }>) => Promise<HttpServer>;
}>;

/**
 * The HTTP application: everything that holds for every route, around the routes given.
 * @throws Error when two routes clash or the cursor key is too short
 */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const { routes, logger, metrics, hosts } = options;
  if (options.cursorKey.length < 32) throw new Error('The cursor key must have at least 32 characters');
  const limits: HttpLimits = { ...defaultLimits, ...options.limits };
  const rateLimits = new RateLimits(limits);
  const serving = {
    ...options,
    limits,
    rateLimits,
    cursors: new Cursors(options.cursorKey),
    publicCommandIds: new PublicCommandIds(options.cursorKey),
  };
  let closing = false;

  const app = new Koa({ proxy: limits.trustedProxies > 0, maxIpsCount: limits.trustedProxies });
  app.on('error', (error) => logger.error({ err: error }, 'answer failed'));
  app.use(envelope(logger, new RequestMetrics(metrics), securityHeaders));
  app.use((context, next) => {
    if (closing) context.set('Connection', 'close');
    return next();
  });
  app.use(crossOrigin(options.corsOrigins));
  app.use(gate(hosts, limits, rateLimits, probePaths));
  app.use(
    dispatch([
      ...platformEndpoints({
        health: options.health,
        readinessTimeoutMs: limits.readinessTimeoutMs,
        metrics,
        isClosing: () => closing,
      }),
      ...(routes.length > 0 ? docsEndpoints(routes, options.info) : []),
      ...routes.map((route) => ({ method: route.method, path: route.path, serve: serve(route, serving) })),
    ]),
  );
  const onClosing = () => {
    closing = true;
  };
  return { app, listen: (at) => listen(app.callback(), limits, { ...at, onClosing }) };
}
