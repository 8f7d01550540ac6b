import type { Middleware } from 'koa';
import type { HttpLimits } from '../limits.js';
import { RequestRefused } from '../problem.js';
import type { RateLimits } from './rateLimits.js';

const hostName = (host: string): string => host.replace(/:\d+$/, '').toLowerCase();

/**
 * Refuses, before anything is spent on it, a request for another host, with an absurd address, or from an address
 * that asks too often.
 * @param hosts names this server answers under; probes and metrics are asked by address and are let through
 * @throws RequestRefused wrong_host, uri_too_long, rate_limited
 */
export function gate(
  hosts: readonly string[],
  { maxUrlLength }: HttpLimits,
  rateLimits: RateLimits,
  probes: ReadonlySet<string>,
): Middleware {
  const names = new Set(hosts.map(hostName));
  // The text of a Host header is almost always the one before: spelling it out once is enough.
  const known = new Set<string>();
  const assertHost = (host: string): void => {
    if (known.has(host)) return;
    if (!names.has(hostName(host))) throw new RequestRefused('wrong_host');
    if (known.size < 100) known.add(host);
  };
  return async (context, next) => {
    if ((context.req.url ?? '').length > maxUrlLength) throw new RequestRefused('uri_too_long');
    if (probes.has(context.path)) return next();
    assertHost(context.req.headers.host ?? '');
    await rateLimits.take(context, 'ip', context.ip);
    return next();
  };
}
