import Router from '@koa/router';
import type { Middleware } from 'koa';
import { RequestRefused } from './problem.js';

export type Endpoint = Readonly<{ method: string; path: string; serve: Middleware }>;

const supported = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const allowFor = (methods: Iterable<string>): string => {
  const all = new Set(methods);
  if (all.has('GET')) all.add('HEAD');
  all.add('OPTIONS');
  return supported.filter((method) => all.has(method)).join(', ');
};

/**
 * Finds the endpoint for a request. Addresses without parameters are found at once and win over those with, so
 * the cost does not grow with the number of routes and their order does not matter.
 * @throws RequestRefused not_found, method_not_allowed
 */
export function dispatch(endpoints: readonly Endpoint[]): Middleware {
  const fixed = new Map<string, Map<string, Middleware>>();
  const router = new Router({ strict: true, sensitive: true });
  for (const { method, path, serve } of endpoints) {
    if (path.includes(':')) {
      router.register(path, [method], serve);
      continue;
    }
    const methods = fixed.get(path) ?? new Map<string, Middleware>();
    if (methods.has(method)) throw new Error(`Two endpoints serve ${method} ${path}`);
    fixed.set(path, methods.set(method, serve));
  }

  const matchParameters = router.routes() as Middleware;

  const refuse: Middleware = (context) => {
    const matched = router.match(context.path, context.method).path.flatMap((layer) => layer.methods);
    const methods = [...(fixed.get(context.path)?.keys() ?? []), ...matched];
    if (methods.length === 0 && supported.includes(context.method)) throw new RequestRefused('not_found');
    const Allow = methods.length === 0 ? supported.join(', ') : allowFor(methods);
    if (context.method !== 'OPTIONS') throw new RequestRefused('method_not_allowed', { headers: { Allow } });
    context.status = 204;
    context.set('Allow', Allow);
  };

  return (context, next) => {
    const method = context.method === 'HEAD' ? 'GET' : context.method;
    const serve = fixed.get(context.path)?.get(method);
    if (serve) return serve(context, next);
    return matchParameters(context as never, () => refuse(context, next) as Promise<void>);
  };
}
