import cors from '@koa/cors';
import type { Middleware } from 'koa';

const exposed = [
  'Consistency-Token',
  'ETag',
  'Idempotent-Replayed',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
];
const accepted = ['Authorization', 'Content-Type', 'Consistency-Token', 'Idempotency-Key', 'If-Match', 'X-Request-Id'];

/**
 * Lets pages of the listed origins, and no others, read our answers. Cookies may go along only to where a session begins,
 * goes on and ends; everything else takes bearer tokens.
 */
export function crossOrigin(origins: readonly string[]): Middleware {
  const allowed = new Set(origins);
  const answer = cors({
    origin: (context) => {
      const origin = context.get('Origin');
      return allowed.has(origin) ? origin : '';
    },
    allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: accepted,
    exposeHeaders: exposed,
    credentials: (context) => context.path.startsWith('/api/v1/auth/'),
    maxAge: 600,
    keepHeadersOnError: false,
  });
  return (context, next) => {
    if (context.req.headers.origin !== undefined) return answer(context, next);
    context.res.setHeader('Vary', 'Origin');
    return next();
  };
}
