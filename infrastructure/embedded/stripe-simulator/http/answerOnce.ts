import { createHash } from 'node:crypto';
import type { Context } from '../account/context.js';
import type { Answer } from './answerRequest.js';
import { StripeError } from './stripeErrors.js';

export type Once = Readonly<{ key: string; method: string; path: string; given: object }>;

const LONGEST_KEY = 255;
/** Refusals that come before anything is done: the same key may be tried again. */
const notKept = new Set([0, 400, 404, 409, 429]);

const refusal = (status: number, message: string, code?: string): StripeError =>
  new StripeError(status, { type: 'idempotency_error', message, ...(code && { code }) });

/** @throws StripeError 400 for a key that is too long */
export function checkKey(key: string): void {
  if (key.length > LONGEST_KEY) throw refusal(400, `Idempotency keys have at most ${LONGEST_KEY} characters.`);
}

/** 409: the first request of this key still runs. */
export const keyInUse = (): StripeError =>
  refusal(409, 'There is another request in progress with this idempotency key.', 'idempotency_key_in_use');

/**
 * Answers a key the first time by doing the work, and from then on with the same bytes.
 * @throws StripeError 400 when the key came with another request before
 */
export function answerOnce(context: Context, once: Once, work: () => Answer): Answer & Readonly<{ replayed: boolean }> {
  const { key, method, path, given } = once;
  const request = createHash('sha256')
    .update(JSON.stringify([method, path, given]))
    .digest('hex');
  const known = context.store.get('sim.idempotency', key);
  if (known && known.request !== request) {
    throw refusal(
      400,
      'Keys for idempotent requests can only be used with the same parameters they were first used with.',
    );
  }
  if (known) return { status: known.status, body: known.body, replayed: true };
  const answer = work();
  if (!notKept.has(answer.status)) {
    context.store.put('sim.idempotency', { id: key, request, ...answer, at: Date.now() });
  }
  return { ...answer, replayed: false };
}
