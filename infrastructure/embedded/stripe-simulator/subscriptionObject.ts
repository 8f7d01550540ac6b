import type Stripe from 'stripe';
import { type PriceTerms, priceObject } from './priceObject.js';

/** What distinguishes one subscription from another; times in seconds since 1970. */
export type SubscriptionTerms = Readonly<{
  id: string;
  customer: string;
  organizationId: string;
  price: PriceTerms;
  quantity: number;
  status: Stripe.Subscription.Status;
  startedAt: number;
  periodStart: number;
  periodEnd: number;
  endedAt?: number;
  latestInvoice?: string;
}>;

/** A subscription in the shape of docs.stripe.com/api/subscriptions/object, every required field present. */
export function subscriptionObject(terms: SubscriptionTerms): Stripe.Subscription {
  const { id, customer, organizationId, startedAt, endedAt = null } = terms;
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: startedAt,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: startedAt },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: endedAt,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: endedAt === null ? null : 'cancellation_requested',
    },
    collection_method: 'charge_automatically',
    created: startedAt,
    currency: terms.price.currency,
    customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: `pm_${customer.slice(4)}`,
    default_source: null,
    description: null,
    discounts: [],
    ended_at: endedAt,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: [subscriptionItem(terms)],
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: terms.latestInvoice ?? null,
    livemode: false,
    managed_payments: null,
    metadata: { organizationId, planId: terms.price.planId },
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: null,
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: startedAt,
    status: terms.status,
    test_clock: null,
    transfer_data: null,
    trial_end: null,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' } },
    trial_start: null,
  };
}

function subscriptionItem(terms: SubscriptionTerms): Stripe.SubscriptionItem {
  const price = priceObject(terms.price, terms.startedAt);
  return {
    id: `si_${terms.id.slice(4)}`,
    object: 'subscription_item',
    billing_thresholds: null,
    created: terms.startedAt,
    current_period_end: terms.periodEnd,
    current_period_start: terms.periodStart,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planObject(terms.price, price),
    price,
    quantity: terms.quantity,
    subscription: terms.id,
    tax_rates: [],
  };
}

/** The price once more, in the older shape that Stripe still echoes. */
const planObject = ({ unitAmount, currency, interval }: PriceTerms, price: Stripe.Price): Stripe.Plan => ({
  id: price.id,
  object: 'plan',
  active: true,
  amount: unitAmount,
  amount_decimal: price.unit_amount_decimal,
  billing_scheme: 'per_unit',
  created: price.created,
  currency,
  interval,
  interval_count: 1,
  livemode: false,
  metadata: {},
  meter: null,
  nickname: null,
  product: price.product,
  tiers_mode: null,
  transform_usage: null,
  trial_period_days: null,
  usage_type: 'licensed',
});
