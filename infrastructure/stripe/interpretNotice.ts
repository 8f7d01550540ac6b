import { z } from 'zod';
import type { TouchedObject } from '../../application/ports/stripeFacts.js';
import { UnexpectedStripePayload } from '../../application/ports/stripeWebhooks.js';
import { hintIn, type Interpret, parseJson, readEvent } from './readStripeEvent.js';
import { rejectedUsage, stripeThinEvent } from './rejectedUsage.js';
import {
  checkoutSnapshot,
  creditGrantSnapshot,
  creditUseSnapshot,
  fraudFlag,
  scheduleSnapshot,
  setupSnapshot,
  stripeCheckout,
  stripeCreditGrant,
  stripeCreditUse,
  stripeFraudWarning,
  stripeReview,
  stripeSchedule,
  stripeSetup,
} from './stripeNotices.js';
import { reference } from './stripeObjects.js';

const leadsTo = (type: TouchedObject['type'], id: string | null): TouchedObject | null =>
  id === null ? null : { type, id };

const checkout =
  (failed: boolean): Interpret =>
  (told) => {
    const { object, observedAt } = readEvent(told, stripeCheckout);
    const observed = checkoutSnapshot(object, failed);
    const about = { customerId: observed.customerId, organizationHint: hintIn(object.metadata), observedAt };
    const next = leadsTo('subscription', observed.subscriptionId);
    // Nobody has to be a customer to leave a page that was never used.
    if (about.customerId === null && next === null) return undefined;
    return { kind: 'notice', observed, leadsTo: next, fetched: false, ...about };
  };

const setup: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeSetup);
  const observed = setupSnapshot(object);
  if (observed.customerId === null) return undefined;
  const about = { customerId: observed.customerId, organizationHint: hintIn(object.metadata), observedAt };
  const saved = observed.status === 'succeeded' ? observed.paymentMethodId : null;
  return { kind: 'notice', observed, leadsTo: leadsTo('paymentMethod', saved), fetched: false, ...about };
};

const schedule =
  (aborted: boolean): Interpret =>
  (told) => {
    const { object, observedAt } = readEvent(told, stripeSchedule);
    const observed = scheduleSnapshot(object, aborted);
    const about = { customerId: observed.customerId, organizationHint: hintIn(object.metadata), observedAt };
    const next = leadsTo('subscription', observed.subscriptionId);
    return { kind: 'notice', observed, leadsTo: next, fetched: false, ...about };
  };

const creditGrant: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeCreditGrant);
  const observed = creditGrantSnapshot(object);
  const about = { customerId: observed.customerId, organizationHint: hintIn(object.metadata), observedAt };
  return { kind: 'notice', observed, leadsTo: null, fetched: false, ...about };
};

const creditUse: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeCreditUse);
  const about = { customerId: null, organizationHint: null, observedAt };
  return { kind: 'notice', observed: creditUseSnapshot(object), leadsTo: null, fetched: false, ...about };
};

const flagged: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, z.discriminatedUnion('object', [stripeFraudWarning, stripeReview]));
  const about = { customerId: null, organizationHint: null, observedAt };
  return { kind: 'notice', observed: fraudFlag(object), leadsTo: null, fetched: false, ...about };
};

const discounted = z.object({ customer: reference.nullish(), subscription: reference.nullish() });

/** A discount is part of what it is on: a subscription, or else the customer. */
const discount: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, discounted);
  const { customer = null, subscription = null } = object;
  const touched = leadsTo('subscription', subscription) ?? leadsTo('customer', customer);
  const about = { customerId: customer, organizationHint: null, observedAt };
  return touched ? { kind: 'touched', object: touched, ...about } : undefined;
};

const taxId: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, z.object({ customer: reference.nullish() }));
  const { customer: id = null } = object;
  if (id === null) return undefined;
  return { kind: 'touched', object: { type: 'customer', id }, customerId: id, organizationHint: null, observedAt };
};

const usageRejected: Interpret = ({ eventType, payload }) => {
  const event = stripeThinEvent.safeParse(parseJson(payload));
  if (!event.success) {
    throw new UnexpectedStripePayload(`the payload of ${eventType} is not shaped as expected`, { cause: event.error });
  }
  const about = { customerId: null, organizationHint: null, observedAt: event.data.created };
  return { kind: 'notice', observed: rejectedUsage(event.data), leadsTo: null, fetched: false, ...about };
};

const planned = schedule(false);
const bought = checkout(false);

/** Events of what is only watched, and of objects that are read anew because of them (stripe.md 2). */
export const noticeMeanings: Readonly<Record<string, Interpret>> = {
  'customer.discount.created': discount,
  'customer.discount.updated': discount,
  'customer.discount.deleted': discount,
  'customer.tax_id.created': taxId,
  'customer.tax_id.updated': taxId,
  'customer.tax_id.deleted': taxId,
  'setup_intent.succeeded': setup,
  'setup_intent.setup_failed': setup,
  'setup_intent.requires_action': setup,
  'checkout.session.completed': bought,
  'checkout.session.expired': bought,
  'checkout.session.async_payment_succeeded': bought,
  'checkout.session.async_payment_failed': checkout(true),
  'subscription_schedule.created': planned,
  'subscription_schedule.updated': planned,
  'subscription_schedule.completed': planned,
  'subscription_schedule.released': planned,
  'subscription_schedule.canceled': planned,
  'subscription_schedule.aborted': schedule(true),
  'billing.credit_grant.created': creditGrant,
  'billing.credit_grant.updated': creditGrant,
  'billing.credit_balance_transaction.created': creditUse,
  'radar.early_fraud_warning.created': flagged,
  'radar.early_fraud_warning.updated': flagged,
  'review.opened': flagged,
  'review.closed': flagged,
  'v1.billing.meter.error_report_triggered': usageRejected,
  'v1.billing.meter.no_meter_found': usageRejected,
};
