import type { Context } from '../account/context.js';
import type { Endpoint } from './endpoint.js';
import { rendered } from './expand.js';
import type { Includables } from './includables.js';
import { readParameters } from './readParameters.js';
import { ConnectionDrop, invalidRequest, StripeError } from './stripeErrors.js';

export type Answer = Readonly<{ status: number; body: string }>;

/** The answer that is none: the connection breaks. */
export const DROPPED: Answer = { status: 0, body: '' };

export const errorAnswer = ({ status, body }: StripeError): Answer => ({
  status,
  body: JSON.stringify({ error: body }, null, 2),
});

/** A request whose parameters have been read. */
export type Call = Readonly<{ endpoint: Endpoint; path: object; params: unknown; expand: readonly string[] }>;

/** @throws StripeError 400 before anything was done */
export function readCall(endpoint: Endpoint, path: object, given: Readonly<Record<string, unknown>>): Call {
  const { expand = [], ...rest } = given;
  if (!Array.isArray(expand) || expand.some((each) => typeof each !== 'string')) {
    throw invalidRequest('Invalid array', { param: 'expand' });
  }
  return { endpoint, path, params: readParameters(endpoint.params, rest), expand };
}

/** Does a call: its answer, a refusal included. What a refused call changed is taken back, unless the refusal keeps it. */
export function answerCall(
  context: Context,
  { endpoint, path, params, expand }: Call,
  includables: Includables,
): Answer {
  try {
    const object = endpoint.handle(context, { path, params } as never);
    return { status: 200, body: JSON.stringify(rendered(context, object, expand, includables), null, 2) };
  } catch (error) {
    if (!(error instanceof StripeError || error instanceof ConnectionDrop)) throw error;
    if (!error.keepsChanges) context.store.rollback();
    return error instanceof StripeError ? errorAnswer(error) : DROPPED;
  }
}
