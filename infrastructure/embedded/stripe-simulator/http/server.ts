import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import type { Simulator } from '../simulator.js';
import { answerControl } from './answerControl.js';
import { answerPage } from './answerPage.js';
import { errorAnswer } from './answerRequest.js';
import { answerStripe } from './answerStripe.js';
import { StripeError } from './stripeErrors.js';

export type Listening = Readonly<{ port: number; url: string; close: () => Promise<void> }>;

/** Serves Stripe's API, the control API and the pages on loopback. */
export async function listen(simulator: Simulator, port: number): Promise<Listening> {
  const app = new Koa();
  const [stripe, control, page] = [answerStripe(simulator), answerControl(simulator), answerPage(simulator)];
  app.use(async (ctx) => {
    const requestId = `req_${randomBytes(7).toString('hex')}`;
    ctx.set('request-id', requestId);
    try {
      checkHost(ctx.hostname);
      if (/^\/v[12]\//.test(ctx.path)) await stripe(ctx, requestId);
      else if (ctx.path.startsWith('/_sim/')) await control(ctx);
      else await page(ctx);
    } catch (error) {
      if (!(error instanceof StripeError)) simulator.problem('a request failed', error);
      const told =
        error instanceof StripeError ? error : new StripeError(500, { type: 'api_error', message: String(error) });
      const answer = errorAnswer(told);
      ctx.status = answer.status;
      ctx.type = 'application/json';
      ctx.body = answer.body;
    }
  });
  const server = createServer(app.callback());
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const bound = (server.address() as AddressInfo).port;
  return { port: bound, url: `http://127.0.0.1:${bound}`, close: () => close(server) };
}

const CLOSE_WITHIN_MS = 2_000;

/** Answers what has been asked, and breaks what is still open after two seconds. */
async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
  await closed;
  clearTimeout(timer);
}

/** @throws StripeError 421 for a name that somebody else made point here, so that a stranger's page could read the answers */
function checkHost(hostname: string): void {
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return;
  throw new StripeError(421, { type: 'invalid_request_error', message: 'The simulator is reached as localhost only.' });
}
