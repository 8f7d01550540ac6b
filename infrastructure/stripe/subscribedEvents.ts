import type Stripe from 'stripe';
import { meaningfulEvents } from './interpretStripeEvent.js';

type EventType = Stripe.WebhookEndpointCreateParams.EnabledEvent;

/** Types that are kept in the inbox and change nothing, and why; everything of the others is read from Stripe anew. */
const recordedOnly = {
  'invoice.payment_succeeded': 'the twin of invoice.paid',
  'invoice.payment_attempt_required': 'somebody pays outside of Stripe; invoice.paid tells when',
  'invoice.sent': 'Stripe mailed the invoice',
  'charge.updated': 'descriptions and receipts',
  'charge.refund.updated': 'the twin of refund.updated',
  'payment_intent.created': 'the charge or the invoice tells how it went',
  'payment_intent.processing': 'the charge or the invoice tells how it went',
  'payment_intent.requires_action': 'invoice.payment_action_required asks the customer',
  'payment_intent.payment_failed': 'charge.failed says why',
  'payment_intent.succeeded': 'the twin of charge.succeeded',
  'payment_intent.canceled': 'nothing was taken',
  'payment_intent.amount_capturable_updated': 'nothing is authorized without being captured',
  'setup_intent.created': 'setup_intent.succeeded and setup_failed tell how it went',
  'setup_intent.canceled': 'nothing was saved',
  'subscription_schedule.expiring': 'a notice of what subscription_schedule.completed tells',
  'customer.source.created': 'payment methods have replaced sources',
  'customer.source.updated': 'payment methods have replaced sources',
  'customer.source.deleted': 'payment methods have replaced sources',
  'customer.source.expiring': 'payment methods have replaced sources',
  'billing_portal.session.created': 'what is done in the portal has events of its own',
  'billing_portal.configuration.created': 'the look of the portal',
  'billing_portal.configuration.updated': 'the look of the portal',
  'entitlements.active_entitlement_summary.updated': 'the plan versions in our log decide what a customer may use',
  'billing.alert.triggered': 'the plan versions in our log decide when a threshold is reached',
  'billing.meter.created': 'made for a plan version',
  'billing.meter.updated': 'the name people see',
  'product.created': 'made for a plan version',
  'price.created': 'made for a plan version',
  'plan.created': 'the twin of price.created',
  'plan.updated': 'the twin of price.updated',
  'plan.deleted': 'the twin of price.deleted',
  'coupon.created': 'looked up at Stripe when somebody uses it',
  'coupon.updated': 'looked up at Stripe when somebody uses it',
  'coupon.deleted': 'looked up at Stripe when somebody uses it',
  'promotion_code.created': 'looked up at Stripe when somebody uses it',
  'promotion_code.updated': 'looked up at Stripe when somebody uses it',
  'tax_rate.created': 'invoices carry what was taxed',
  'tax_rate.updated': 'invoices carry what was taxed',
} as const satisfies Partial<Record<EventType, string>>;

const isThin = (type: string): boolean => type.startsWith('v1.');

/** Types that a webhook endpoint for Objecta is told of; Stripe advises against listening to all. */
export const subscribedEvents = [
  ...meaningfulEvents.filter((type) => !isThin(type)),
  ...Object.keys(recordedOnly),
].sort() as readonly EventType[];

/** Types that exist as thin events alone, for an event destination. */
export const subscribedThinEvents: readonly string[] = meaningfulEvents.filter(isThin);
