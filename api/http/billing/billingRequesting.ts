import type { BillingWish, RequestBilling } from '../../../application/billing/requestBilling.js';
import type { Caller } from '../../../application/ports/callers.js';
import type { ReadModelProgress } from '../../../application/ports/readModelProgress.js';
import type { BillingRequestRow } from '../../../projections/billing/requests/requests.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { actorOf } from '../actorOf.js';
import { type Refusal, refused } from '../problem.js';
import type { BillingRejection } from './billingAccount.rejections.js';
import { accepted, settled, timeLeft } from './settledRequest.js';

export type Requesting = Readonly<{
  db: ScopedQueries;
  progress: ReadModelProgress;
  requestBilling: RequestBilling;
}>;

type Asking = Readonly<{ caller: Caller; commandId: string; correlationId: string }>;
type RequestRefusal = Refusal<BillingRejection | 'STREAM_BUSY' | 'REVISION_MISMATCH'>;
export type Requested =
  | Readonly<{ outcome: 'succeeded'; request: BillingRequestRow; position: bigint }>
  | Readonly<{ outcome: 'elsewhere'; answer: RequestRefusal | ReturnType<typeof accepted> }>;

/**
 * Asks for something at Stripe and waits, bounded, for what comes of it.
 * @param shows read models that the answer is made from: they show the outcome when this resolves
 */
export async function request(
  { db, progress, requestBilling }: Requesting,
  wish: BillingWish,
  { caller, commandId, correlationId }: Asking,
  shows: readonly string[],
): Promise<Requested> {
  const { organizationId } = caller;
  const context = { commandId, correlationId, causationId: correlationId, organizationId, actor: actorOf(caller) };
  const handled = await requestBilling(wish, { organizationId, context });
  if (!handled.accepted) return { outcome: 'elsewhere', answer: refused(handled.rejection) };

  const left = timeLeft();
  // Also makes sure that there is a table to ask, right after the first start.
  const asked = await progress.waitFor('billing.requests', handled.position, left());
  const found = asked ? await settled(db, progress, organizationId, commandId, left) : undefined;
  if (found?.status === 'refused') return { outcome: 'elsewhere', answer: refusalOf(found) };
  const position = found?.completedPosition;
  if (found?.status !== 'succeeded' || position == null)
    return { outcome: 'elsewhere', answer: accepted(commandId, handled.position) };
  const shown = await Promise.all(shows.map((readModel) => progress.waitFor(readModel, position, left())));
  if (!shown.every(Boolean)) return { outcome: 'elsewhere', answer: accepted(commandId, position) };
  return { outcome: 'succeeded', request: found, position };
}

function refusalOf({ requestId, code, declineCode, message, completedPosition }: BillingRequestRow): RequestRefusal {
  return refused(String(code).toUpperCase() as BillingRejection, {
    ...(message ? { detail: message } : {}),
    members: { requestId, declineCode },
    headers: { 'Consistency-Token': String(completedPosition) },
  });
}
