import type { Context as KoaContext } from 'koa';
import type { Simulator } from '../simulator.js';
import { bodyOf, nestedParameters } from './readRequest.js';
import { routesOf } from './routes.js';
import { StripeError } from './stripeErrors.js';

const fieldsOf = (text: string): Record<string, string> =>
  Object.fromEntries(Object.entries(nestedParameters(text)).map(([name, value]) => [name, String(value)]));

/** Serves pages to a person's browser. */
export function answerPage(simulator: Simulator): (ctx: KoaContext) => Promise<void> {
  const find = routesOf(simulator.subjects.flatMap(({ pages = [] }) => pages));
  return async (ctx) => {
    const found = find(ctx.method, ctx.path);
    if (!found) {
      const message = `Unrecognized request URL (${ctx.method}: ${ctx.path}).`;
      throw new StripeError(404, { type: 'invalid_request_error', message });
    }
    const fields = fieldsOf(ctx.method === 'GET' ? ctx.querystring : await bodyOf(ctx.req));
    const answer = await found.route.handle(simulator, { path: found.path, fields });
    if ('redirect' in answer) {
      ctx.redirect(answer.redirect);
      return;
    }
    if ('file' in answer) {
      ctx.type = answer.type;
      ctx.body = answer.file;
      return;
    }
    ctx.status = answer.status ?? 200;
    ctx.type = 'html' in answer ? 'text/html' : 'application/json';
    ctx.body = 'html' in answer ? answer.html : JSON.stringify(answer.json, null, 2);
  };
}
