import { RequestRefused } from '../problem.js';

const maxPosition = 2n ** 63n - 1n;
const decimal = /^(0|[1-9]\d{0,18})$/;

/**
 * The position in Consistency-Token.
 * @throws RequestRefused invalid_consistency_token
 */
export function readConsistencyToken(header: string | undefined): bigint | undefined {
  if (header === undefined) return undefined;
  const position = decimal.test(header) ? BigInt(header) : undefined;
  if (position === undefined || position > maxPosition)
    throw new RequestRefused('invalid_consistency_token', {
      errors: [{ header: 'Consistency-Token', code: 'invalid_format', detail: 'is not a token of ours' }],
    });
  return position;
}

/**
 * The revision in If-Match: one strong entity tag (RFC 9110, section 13.1.1). `*` and lists are not offered.
 * @throws RequestRefused invalid_if_match
 */
export function readIfMatch(header: string | undefined): bigint | undefined {
  if (header === undefined) return undefined;
  const revision = /^"(0|[1-9]\d{0,17})"$/.exec(header)?.[1];
  if (revision === undefined)
    throw new RequestRefused('invalid_if_match', {
      errors: [{ header: 'If-Match', code: 'invalid_format', detail: 'is not one of our ETags' }],
    });
  return BigInt(revision);
}

/**
 * The Idempotency-Key, an opaque text.
 * @throws RequestRefused invalid_idempotency_key or idempotency_key_required
 */
export function readIdempotencyKey(header: string | undefined, required: boolean): string | undefined {
  if (header === undefined) {
    if (required) throw new RequestRefused('idempotency_key_required');
    return undefined;
  }
  if (!/^[\x20-\x7e]{1,255}$/.test(header)) throw new RequestRefused('invalid_idempotency_key');
  return header;
}

const correlationId = /^[A-Za-z0-9._-]{1,64}$/;

/** A correlation id that came from outside, if it is safe to log and to hand on. */
export const readCorrelationId = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' && correlationId.test(header) ? header : undefined;
