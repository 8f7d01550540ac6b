import type { Context as KoaContext } from 'koa';
import Stripe from 'stripe';
import type { Account } from '../account/account.js';
import { faultError, takeApiFault } from '../faults/apiFaults.js';
import type { Simulator } from '../simulator.js';
import { answerOnce, checkKey, keyInUse } from './answerOnce.js';
import { type Answer, answerCall, type Call, DROPPED, errorAnswer, readCall } from './answerRequest.js';
import { secretKeyOf } from './authenticate.js';
import { bodyOf, jsonParameters, nestedParameters } from './readRequest.js';
import { routesOf } from './routes.js';
import { StripeError } from './stripeErrors.js';

type Given = Readonly<Record<string, unknown>>;
type Request = Readonly<{ id: string; method: string; path: string; key: string; given: Given }>;
type Told = Answer & Readonly<{ replayed?: boolean; shouldRetry?: boolean | null }>;

const unrecognized = (method: string, path: string) =>
  new StripeError(404, { type: 'invalid_request_error', message: `Unrecognized request URL (${method}: ${path}).` });

/** Answers Stripe's API under /v1 and /v2. */
export function answerStripe(simulator: Simulator): (ctx: KoaContext, requestId: string) => Promise<void> {
  const find = routesOf(simulator.subjects.flatMap(({ endpoints = [] }) => endpoints));
  const inProgress = new Set<string>();
  const otherVersions = new Set<string>();

  const doOnce = (account: Account, call: Call, request: Request): Promise<Told> => {
    const { id, method, path, key, given } = request;
    return account.run(
      (context) => {
        const fault = takeApiFault(context, request);
        const failed = fault && {
          ...(fault.drop ? DROPPED : errorAnswer(faultError(fault))),
          shouldRetry: fault.shouldRetry,
        };
        if (failed && !fault.afterEffect) return failed;
        const work = () => answerCall(context, call, simulator.includables);
        const answer = key ? answerOnce(context, { key, method, path, given }, work) : work();
        return failed ?? answer;
      },
      { cause: { id, idempotencyKey: key || null } },
    );
  };

  async function answered(secretKey: string, call: Call, request: Request): Promise<Told> {
    const account = await simulator.account(secretKey);
    if (!request.key) return doOnce(account, call, request);
    checkKey(request.key);
    const scope = `${secretKey} ${request.key}`;
    if (inProgress.has(scope)) throw keyInUse();
    inProgress.add(scope);
    return doOnce(account, call, request).finally(() => inProgress.delete(scope));
  }

  return async (ctx, id) => {
    const { method, path } = ctx;
    const secretKey = secretKeyOf(ctx.get('authorization') || undefined);
    const version = ctx.get('stripe-version') || Stripe.API_VERSION;
    ctx.set('stripe-version', version);
    if (version !== Stripe.API_VERSION && !otherVersions.has(version)) {
      otherVersions.add(version);
      simulator.problem(`a client asks for version ${version} and is answered in ${Stripe.API_VERSION}`, undefined);
    }
    const found = find(method, path);
    if (!found) throw unrecognized(method, path);
    const given = await parametersOf(ctx);
    const key = method === 'GET' ? '' : ctx.get('idempotency-key');
    const call = readCall(found.route, found.path, given);
    const {
      status,
      body,
      replayed = false,
      shouldRetry,
    } = await answered(secretKey, call, { id, method, path, key, given });
    const entry = { id, at: Date.now(), method, path, status, idempotencyKey: key || null, replayed, params: given };
    simulator.requestLog(secretKey).add(entry);
    if (status === 0) {
      ctx.respond = false;
      ctx.req.socket.destroy();
      return;
    }
    if (key) ctx.set('idempotency-key', key);
    if (replayed) ctx.set('idempotent-replayed', 'true');
    if (typeof shouldRetry === 'boolean') ctx.set('stripe-should-retry', String(shouldRetry));
    ctx.status = status;
    ctx.type = 'application/json';
    ctx.body = body;
  };
}

async function parametersOf(ctx: KoaContext): Promise<Record<string, unknown>> {
  if (ctx.method !== 'POST') return nestedParameters(ctx.querystring);
  const body = await bodyOf(ctx.req);
  return ctx.path.startsWith('/v2/') ? jsonParameters(body) : nestedParameters(body);
}
