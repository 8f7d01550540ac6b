import type { Context } from 'koa';
import type { Caller, SignedIn } from '../../application/ports/callers.js';

/** What the parts of the pipeline know of the request in hand; it lives in Koa's `ctx.state`. */
export type RequestState = {
  correlationId: string;
  /** The route's operationId, or what stood in for one. */
  operation: string;
  /** What logs and problems show of an address that holds a secret. */
  shownPath?: string;
  caller: Caller | SignedIn | undefined;
  /** The refusal's code, for the log. */
  refusal: string | undefined;
};

export const stateOf = (context: Context): RequestState => context.state as RequestState;
