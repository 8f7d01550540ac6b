import type { StripeFact, TouchedFact } from '../ports/stripeFacts.js';
import type { StripeObjects } from '../ports/stripeObjects.js';

export type RefreshStripeFact = (fact: StripeFact) => Promise<StripeFact>;

/**
 * Replaces what an event carried by what Stripe says now, so that events lost, doubled or out of order end in the same
 * state. Where Stripe knows no such object (any more) the event's own body stands, under the guards of the aggregates.
 */
export const refreshStripeFact =
  (stripe: StripeObjects): RefreshStripeFact =>
  async (fact) => {
    switch (fact.kind) {
      case 'subscription': {
        const subscription = await stripe.subscription(fact.subscription.subscriptionId);
        return subscription ? { ...fact, subscription, source: 'updated', fetched: true } : fact;
      }
      case 'invoice': {
        const latest = fact.told === 'deleted' ? undefined : await stripe.invoice(fact.invoice.invoiceId);
        return latest ? { ...fact, latest, fetched: true } : fact;
      }
      case 'creditNote': {
        const creditNote = await stripe.creditNote(fact.creditNote.creditNoteId);
        return creditNote ? { ...fact, creditNote, fetched: true } : fact;
      }
      case 'refund': {
        const told = fact.refund;
        const [now, paid] = await Promise.all([stripe.refund(told.refundId), stripe.paidBy(told)]);
        const refund = { ...(now ?? told), invoiceId: paid?.invoiceId ?? null };
        return { ...fact, refund, customerId: fact.customerId ?? paid?.customerId ?? null, fetched: now !== undefined };
      }
      case 'dispute': {
        const told = fact.dispute;
        const [now, paid] = await Promise.all([stripe.dispute(told.disputeId), stripe.paidBy(told)]);
        const dispute = { ...(now ?? told), invoiceId: paid?.invoiceId ?? null };
        return {
          ...fact,
          dispute,
          customerId: fact.customerId ?? paid?.customerId ?? null,
          fetched: now !== undefined,
        };
      }
      case 'paymentMethod': {
        const paymentMethod = await stripe.paymentMethod(fact.paymentMethod.paymentMethodId);
        if (!paymentMethod) return fact;
        if (paymentMethod === 'detached') return { ...fact, change: 'detached', fetched: true };
        return { ...fact, paymentMethod, change: 'updated', fetched: true };
      }
      case 'customer': {
        const now = await stripe.customer(fact.customer.customerId);
        if (!now || now.customer.deleted) return fact;
        return { ...fact, ...now, fetched: true };
      }
      case 'notice': {
        const now = await stripe.watched(fact.observed);
        const observed = now?.observed ?? fact.observed;
        if (observed.kind !== 'fraudFlag') {
          return {
            ...fact,
            observed,
            customerId: fact.customerId ?? now?.customerId ?? null,
            fetched: now !== undefined,
          };
        }
        const paid = await stripe.paidBy(observed);
        const flagged = { ...observed, invoiceId: paid?.invoiceId ?? null };
        const customerId = fact.customerId ?? paid?.customerId ?? null;
        return { ...fact, observed: flagged, customerId, fetched: now !== undefined };
      }
      case 'touched':
        return touchedObject(stripe)(fact);
      case 'trialEnding':
      case 'renewal':
        return fact;
    }
  };

/** What an object that an event only named is now; as it was told where Stripe has it no more. */
const touchedObject =
  (stripe: StripeObjects) =>
  async (fact: TouchedFact): Promise<StripeFact> => {
    const { organizationHint, customerId, observedAt, object } = fact;
    const about = { organizationHint, customerId, observedAt, fetched: true };
    switch (object.type) {
      case 'subscription': {
        const subscription = await stripe.subscription(object.id);
        if (!subscription) return fact;
        return { ...about, kind: 'subscription', source: 'updated', subscription, customerId: subscription.customerId };
      }
      case 'customer': {
        const now = await stripe.customer(object.id);
        return !now || now.customer.deleted ? fact : { ...about, kind: 'customer', ...now };
      }
      case 'paymentMethod': {
        const paymentMethod = await stripe.paymentMethod(object.id);
        if (!paymentMethod || paymentMethod === 'detached') return fact;
        return { ...about, kind: 'paymentMethod', change: 'updated', paymentMethod };
      }
    }
  };
