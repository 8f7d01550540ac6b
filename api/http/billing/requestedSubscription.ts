import { currentSubscription } from '../../../projections/billing/subscriptions/subscriptions.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import type { Requested } from './billingRequesting.js';

/** The answer to a request that touched the subscription: the subscription as it is now. */
export async function withSubscription<const Status extends 200 | 201>(
  { db }: Readonly<{ db: ScopedQueries }>,
  requested: Requested,
  organizationId: string,
  status: Status,
) {
  if (requested.outcome === 'elsewhere') return requested.answer;
  const { request, position } = requested;
  const subscription = await currentSubscription(db.of(organizationId), organizationId);
  if (!subscription) throw new Error(`request ${request.requestId} succeeded and left no subscription`);
  const { requestId, clientSecret } = request;
  return { status, body: { ...subscription, requestId, clientSecret }, position };
}
