import type { ReadModelProgress } from '../../../application/ports/readModelProgress.js';
import { type BillingRequestRow, billingRequestById } from '../../../projections/billing/requests/requests.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';

/** How long an answer waits for Stripe's, in milliseconds; after that the request has an address of its own. */
const WAIT_MS = 10_000;

/** From now on, how much of that time is left, in milliseconds. */
export function timeLeft(): () => number {
  const deadline = performance.now() + WAIT_MS;
  return () => Math.max(0, deadline - performance.now());
}

/** The request once it has its outcome; as it is when the time is up first. */
export async function settled(
  db: ScopedQueries,
  progress: ReadModelProgress,
  organizationId: string,
  requestId: string,
  left: () => number,
): Promise<BillingRequestRow | undefined> {
  for (;;) {
    // Before the row is read, so that an outcome recorded meanwhile is not waited for.
    const seen = progress.reached('billing.requests');
    const found = await billingRequestById(db.of(organizationId), organizationId, requestId);
    if (found && found.status !== 'open') return found;
    if (!(await progress.waitFor('billing.requests', seen + 1n, left()))) return found;
  }
}

/** Where the outcome will be: Stripe has not answered in time, and the request goes on by itself. */
export const accepted = (requestId: string, position: bigint) => {
  const location = `/api/v1/billing/requests/${requestId}`;
  return {
    status: 202,
    body: { requestId, status: 'open', location },
    headers: { Location: location },
    position,
  } as const;
};
