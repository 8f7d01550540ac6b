import type { NoticeFact } from '../ports/stripeFacts.js';
import type { StripeObjects } from '../ports/stripeObjects.js';

/** Something watched as it is now; what is of a payment also says which invoice it was for. */
export async function noticeNow(stripe: StripeObjects, fact: NoticeFact): Promise<NoticeFact> {
  const now = await stripe.watched(fact.observed);
  const observed = now?.observed ?? fact.observed;
  const fetched = now !== undefined;
  if (observed.kind !== 'fraudFlag' && observed.kind !== 'payment') {
    return { ...fact, observed, customerId: fact.customerId ?? now?.customerId ?? null, fetched };
  }
  const { paymentIntentId } = observed;
  const chargeId = observed.kind === 'payment' ? observed.id : observed.chargeId;
  const paid = await stripe.paidBy({ paymentIntentId, chargeId });
  const customerId = fact.customerId ?? paid?.customerId ?? null;
  return { ...fact, observed: { ...observed, invoiceId: paid?.invoiceId ?? null }, customerId, fetched };
}
