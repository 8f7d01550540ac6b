import type { Context } from 'koa';
import type { Caller, SignedIn } from '../../../application/ports/callers.js';
import type { RecordedAnswer } from '../../../application/ports/idempotencyKeys.js';
import { actorOf } from '../actorOf.js';
import { type AnyAnswer, serialiseAnswer, serialiseRefusal } from '../answers/writeAnswer.js';
import { authenticate, authorize, signedIn } from '../middleware/authenticate.js';
import type { Refusal } from '../problem.js';
import { stateOf } from '../requestState.js';
import { type PageRequest, readPage } from '../requests/page.js';
import { querySchema, readQuery } from '../requests/parameters.js';
import { validateParameters } from '../requests/validate.js';
import type { Route } from '../route.js';
import type { Serving } from './serving.js';

/** What every handler is given; commands get more. */
export type Incoming = Readonly<{
  caller: Caller | SignedIn | undefined;
  params: Readonly<Record<string, unknown>>;
  query: Readonly<Record<string, unknown>>;
  page: PageRequest | undefined;
  headers: Readonly<Record<string, string | undefined>>;
  correlationId: string;
  ip: string;
}>;

/** The steps that commands and queries of a route share, with all that can be prepared done once. */
export type Prepared = Readonly<{
  /** Who asks, allowed to. */
  admit: (context: Context) => Promise<Caller | SignedIn | undefined>;
  /** What is asked, but for the body. */
  read: (context: Context, caller: Caller | SignedIn | undefined) => Incoming;
  /** What the handler answers, serialised. */
  answer: (context: Context, request: Incoming) => Promise<RecordedAnswer>;
}>;

const none: Readonly<Record<string, never>> = Object.freeze({});

/** The headers of a request. Node joins repeated ones, but for Set-Cookie, which only answers have. */
export const headersOf = (context: Context) => context.req.headers as Readonly<Record<string, string | undefined>>;

export function prepare(route: Route, serving: Serving): Prepared {
  const { rateLimits, cursors } = serving;
  const { permission, operationId, list, perIp } = route;
  const handle = route.handle as unknown as (request: Incoming) => Promise<AnyAnswer | Refusal>;
  const query = querySchema(route.query, list);
  const takesQuery = Object.keys(query.shape).length > 0;
  const ignoresQuery = route.body === 'raw';

  return {
    admit: async (context) => {
      if (perIp) await rateLimits.takeRoute(context, operationId, perIp);
      if (permission === 'public') return undefined;
      const authenticated = await authenticate(serving, context.req.headers.authorization);
      const { asker } = authenticated;
      stateOf(context).caller = asker;
      await rateLimits.take(context, 'organization', asker.organizationId ?? actorOf(asker).id);
      if (asker.kind === 'apiKey') await rateLimits.take(context, 'apiKey', asker.keyId);
      return permission === 'signedIn' ? signedIn(authenticated) : authorize(authenticated, permission);
    },

    read: (context, caller) => {
      const params = route.params ? validateParameters(route.params, context.params as object) : none;
      const given = context.querystring === '' || ignoresQuery ? none : readQuery(context.querystring);
      const parsed = takesQuery || given !== none ? validateParameters(query, given) : none;
      const scope = [operationId, caller?.organizationId ?? '', context.path];
      return {
        caller,
        params,
        query: parsed,
        page: list && readPage(list, cursors, scope, given, parsed),
        headers: headersOf(context),
        correlationId: stateOf(context).correlationId,
        ip: context.ip,
      };
    },

    answer: async (context, request) => {
      const result = await handle(request);
      if (!('refused' in result)) return serialiseAnswer(result);
      const state = stateOf(context);
      state.refusal = result.refused;
      return serialiseRefusal(result, state.shownPath ?? context.path, state.correlationId);
    },
  };
}
