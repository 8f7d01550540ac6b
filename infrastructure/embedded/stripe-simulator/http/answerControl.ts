import type { Context as KoaContext } from 'koa';
import type { Simulator } from '../simulator.js';
import { secretKeyOf } from './authenticate.js';
import { readParameters } from './readParameters.js';
import { bodyOf, jsonParameters, nestedParameters } from './readRequest.js';
import { routesOf } from './routes.js';
import { StripeError } from './stripeErrors.js';

const PREFIX = '/_sim';

/** Answers the control API under /_sim, for the account of the request's key, else for the first there is. */
export function answerControl(simulator: Simulator): (ctx: KoaContext) => Promise<void> {
  const find = routesOf(simulator.subjects.flatMap(({ controls = [] }) => controls));

  async function accountOf(ctx: KoaContext) {
    const authorization = ctx.get('authorization');
    if (authorization) return simulator.account(secretKeyOf(authorization));
    const named = ctx.query.account;
    const key = typeof named === 'string' ? named : (await simulator.keys())[0];
    return simulator.account(key ?? simulator.firstKey);
  }

  return async (ctx) => {
    const found = find(ctx.method, ctx.path.slice(PREFIX.length));
    if (!found) {
      const message = `Unrecognized control (${ctx.method}: ${ctx.path}).`;
      throw new StripeError(404, { type: 'invalid_request_error', message });
    }
    // A page of another origin cannot send JSON without asking first, and is not answered when it asks.
    if (ctx.method === 'POST' && !ctx.is('json')) {
      throw new StripeError(415, { type: 'invalid_request_error', message: 'Controls take JSON.' });
    }
    const { account: _, ...query } = nestedParameters(ctx.querystring);
    const given = ctx.method === 'GET' ? query : jsonParameters(await bodyOf(ctx.req));
    const params = readParameters(found.route.params, given) as never;
    const answer = await found.route.handle(await accountOf(ctx), { path: found.path, params, simulator });
    ctx.type = 'application/json';
    ctx.body = JSON.stringify(answer, null, 2);
  };
}
