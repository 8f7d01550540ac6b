import type { StripeFact } from '../ports/stripeFacts.js';
import type { StripeObjects } from '../ports/stripeObjects.js';
import { noticeNow } from './noticeNow.js';
import { touchedNow } from './touchedNow.js';

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
      case 'notice':
        return noticeNow(stripe, fact);
      case 'touched':
        return touchedNow(stripe, fact);
      case 'invoiceDue': {
        const invoice = await stripe.invoice(fact.invoiceId);
        // Paid or voided since: nobody has to be reminded.
        if (invoice && invoice.status !== 'open') return touchedNow(stripe, { ...fact, ...invoiceTouched(fact) });
        return { ...fact, customerId: fact.customerId ?? invoice?.customerId ?? null };
      }
      case 'trialEnding':
      case 'renewal':
        return fact;
    }
  };

const invoiceTouched = ({ invoiceId }: Readonly<{ invoiceId: string }>) =>
  ({ kind: 'touched', object: { type: 'invoice', id: invoiceId }, leadsTo: null }) as const;
