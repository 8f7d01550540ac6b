import type { Registry } from 'prom-client';
import type { Endpoint } from '../dispatch.js';
import { stateOf } from '../requestState.js';
import { type HealthChecks, readiness } from './readiness.js';

export type PlatformOptions = Readonly<{
  health: HealthChecks;
  readinessTimeoutMs: number;
  metrics: Registry;
  isClosing: () => boolean;
}>;

/** Asked by probes and scrapers, by address and often: no host check, no rate limit. */
export const probePaths: ReadonlySet<string> = new Set(['/health', '/ready', '/metrics']);

/** What operators ask: alive, ready, and figures. */
export function platformEndpoints({ health, readinessTimeoutMs, metrics, isClosing }: PlatformOptions): Endpoint[] {
  const ready = readiness(health, readinessTimeoutMs, isClosing);
  const named = (path: string, operation: string, serve: Endpoint['serve']): Endpoint => ({
    method: 'GET',
    path,
    serve: (context, next) => {
      stateOf(context).operation = operation;
      return serve(context, next);
    },
  });
  return [
    named('/', 'root', (context) => context.redirect('/docs')),
    named('/health', 'health', (context) => {
      context.body = { status: 'live' };
    }),
    named('/ready', 'ready', ready),
    named('/metrics', 'metrics', async (context) => {
      const text = await metrics.metrics();
      context.set('Content-Type', metrics.contentType);
      context.body = text;
    }),
  ];
}
