import { z } from 'zod';
import type {
  InvoiceFact,
  PaymentMethodFact,
  StripeFact,
  SubscriptionFact,
} from '../../application/ports/stripeFacts.js';
import { moneyMeanings } from './interpretMoneyNotice.js';
import { noticeMeanings } from './interpretNotice.js';
import { hintIn, type Interpret, parseJson, readEvent } from './readStripeEvent.js';
import { instant, subscriptionSnapshot } from './snapshots.js';
import {
  customerDetails,
  customerSnapshot,
  paymentMethodSnapshot,
  stripeCustomer,
  stripePaymentMethod,
} from './stripeCustomer.js';
import { invoiceSnapshot, stripeInvoice } from './stripeInvoice.js';
import {
  creditNoteSnapshot,
  disputeSnapshot,
  refundSnapshot,
  stripeCreditNote,
  stripeDispute,
  stripeRefund,
} from './stripeMoney.js';
import { stripeSubscription } from './stripeObjects.js';
import { stripeUpcomingInvoice } from './stripeUpcomingInvoice.js';

const subscription =
  (source: SubscriptionFact['source']): Interpret =>
  (told) => {
    const { object, observedAt } = readEvent(told, stripeSubscription);
    const about = { customerId: object.customer, organizationHint: hintIn(object.metadata), observedAt };
    return { kind: 'subscription', source, subscription: subscriptionSnapshot(object), fetched: false, ...about };
  };

const invoice =
  (what: InvoiceFact['told']): Interpret =>
  (told) => {
    const { object, observedAt } = readEvent(told, stripeInvoice);
    const organizationHint = hintIn(object.parent?.subscription_details?.metadata) ?? hintIn(object.metadata);
    const about = { customerId: object.customer, organizationHint, observedAt };
    return { kind: 'invoice', told: what, invoice: invoiceSnapshot(object), fetched: false, ...about };
  };

const creditNote: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeCreditNote);
  const about = { customerId: object.customer, organizationHint: hintIn(object.metadata), observedAt };
  return { kind: 'creditNote', creditNote: creditNoteSnapshot(object), fetched: false, ...about };
};

const refund: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeRefund);
  const about = { customerId: object.customer ?? null, organizationHint: hintIn(object.metadata), observedAt };
  return { kind: 'refund', refund: refundSnapshot(object), fetched: false, ...about };
};

const dispute: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeDispute);
  const about = { customerId: null, organizationHint: hintIn(object.metadata), observedAt };
  return { kind: 'dispute', dispute: disputeSnapshot(object), fetched: false, ...about };
};

const paymentMethod =
  (change: PaymentMethodFact['change']): Interpret =>
  (told) => {
    const { object, observedAt, previousCustomer } = readEvent(told, stripePaymentMethod);
    const customerId = object.customer ?? previousCustomer;
    if (customerId === null) return undefined;
    const about = { customerId, organizationHint: hintIn(object.metadata), observedAt };
    const method = paymentMethodSnapshot(object, customerId);
    return { kind: 'paymentMethod', change, paymentMethod: method, fetched: false, ...about };
  };

const customer =
  (deleted: boolean): Interpret =>
  (told) => {
    const { object, observedAt } = readEvent(told, stripeCustomer);
    const about = { customerId: object.id, organizationHint: hintIn(object.metadata), observedAt };
    const details = customerDetails(object);
    return { kind: 'customer', customer: customerSnapshot(object, deleted), details, fetched: false, ...about };
  };

const trialEnding: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeSubscription);
  if (object.trial_end == null) return undefined;
  const about = { customerId: object.customer, organizationHint: hintIn(object.metadata), observedAt };
  return { kind: 'trialEnding', subscriptionId: object.id, trialEndsAt: instant(object.trial_end), ...about };
};

const renewal: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeUpcomingInvoice);
  const of = object.parent?.subscription_details;
  if (!of) return undefined;
  const about = { customerId: object.customer, organizationHint: hintIn(of.metadata), observedAt };
  const renewsAt = instant(object.next_payment_attempt ?? object.period_end);
  const { amount_due: amountDue, currency } = object;
  return { kind: 'renewal', subscriptionId: of.subscription, renewsAt, amountDue, currency, ...about };
};

/** What was paid too much is in the customer's balance. */
const overpaid: Interpret = (told) => {
  const fact = invoice('changed')(told);
  return fact?.customerId ? { ...fact, leadsTo: { type: 'customer', id: fact.customerId } } : fact;
};

const changed = invoice('changed');
const cardUpdated = paymentMethod('updated');

/** What each type of event means; a type that is not here is recorded and ignored. */
const meanings: Readonly<Record<string, Interpret>> = {
  'customer.created': customer(false),
  'customer.updated': customer(false),
  'customer.deleted': customer(true),
  'payment_method.attached': paymentMethod('attached'),
  'payment_method.updated': cardUpdated,
  'payment_method.automatically_updated': cardUpdated,
  'payment_method.detached': paymentMethod('detached'),
  'customer.subscription.created': subscription('created'),
  'customer.subscription.updated': subscription('updated'),
  'customer.subscription.deleted': subscription('deleted'),
  'customer.subscription.paused': subscription('updated'),
  'customer.subscription.resumed': subscription('updated'),
  'customer.subscription.pending_update_applied': subscription('updated'),
  'customer.subscription.pending_update_expired': subscription('updated'),
  'customer.subscription.trial_will_end': trialEnding,
  'invoice.upcoming': renewal,
  'invoice.created': changed,
  'invoice.finalized': changed,
  'invoice.updated': changed,
  'invoice.paid': changed,
  'invoice.voided': changed,
  'invoice.marked_uncollectible': changed,
  'invoice.overpaid': overpaid,
  'invoice.payment_failed': invoice('paymentFailed'),
  'invoice.payment_action_required': invoice('paymentActionRequired'),
  'invoice.deleted': invoice('deleted'),
  'credit_note.created': creditNote,
  'credit_note.updated': creditNote,
  'credit_note.voided': creditNote,
  'refund.created': refund,
  'refund.updated': refund,
  'refund.failed': refund,
  'charge.dispute.created': dispute,
  'charge.dispute.updated': dispute,
  'charge.dispute.closed': dispute,
  'charge.dispute.funds_withdrawn': dispute,
  'charge.dispute.funds_reinstated': dispute,
  ...noticeMeanings,
  ...moneyMeanings,
};

/** Whether a type of event means anything here. */
export const hasMeaning = (eventType: string): boolean => Object.hasOwn(meanings, eventType);

/** The fact in a verified payload; undefined for a type that has no meaning here. @throws UnexpectedStripePayload */
export const interpretStripeEvent = (eventType: string, payload: string): StripeFact | undefined =>
  hasMeaning(eventType) && !isOfConnectedAccount(payload) ? meanings[eventType]?.({ eventType, payload }) : undefined;

/** An event of another account that is connected to ours (docs.stripe.com/connect/webhooks) is nothing to our billing. */
const isOfConnectedAccount = (payload: string): boolean =>
  z.object({ account: z.string() }).safeParse(parseJson(payload)).success;

/** Every type of event that means anything here. */
export const meaningfulEvents: readonly string[] = Object.keys(meanings);
