import { type Refusal, refused } from '../problem.js';
import type { WebhookEndpointRejection } from './webhookEndpoint.rejections.js';

type Code = WebhookEndpointRejection | 'REVISION_MISMATCH' | 'STREAM_BUSY' | 'not_found';
type Rejected = Readonly<{
  rejection: Exclude<Code, 'not_found'> | 'WEBHOOK_ENDPOINT_UNKNOWN';
  why?: string;
}>;

/**
 * Answers a rejection of webhook endpoints.
 * @param codes what the route may refuse with
 */
export function webhookEndpointRefusal<const R extends Code>(codes: readonly R[], rejected: Rejected): Refusal<R> {
  const { rejection, why } = rejected;
  const code: Code = rejection === 'WEBHOOK_ENDPOINT_UNKNOWN' ? 'not_found' : rejection;
  const declared = codes.find((each) => each === code);
  if (!declared) throw new Error(`a rejection that the route does not declare: ${rejection}`);
  if (why === undefined) return refused(declared);
  return refused(declared, { detail: why, errors: [{ pointer: '/url', code: 'url_not_allowed', detail: why }] });
}
