import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';

/** What distinguishes a new subscription; everything else starts unset. */
export type NewSubscription = Pick<
  Stored<'subscription'>,
  | 'billing_cycle_anchor'
  | 'billing_mode'
  | 'collection_method'
  | 'currency'
  | 'customer'
  | 'days_until_due'
  | 'default_payment_method'
  | 'description'
  | 'metadata'
  | 'payment_settings'
  | 'status'
  | 'test_clock'
  | 'trial_end'
  | 'trial_settings'
  | 'trial_start'
> &
  Readonly<{ default_tax_rates: Stored<'tax_rate'>[] }>;

const noSettings = { account_tax_ids: null, custom_fields: null, description: null, footer: null };

/** A subscription in the shape of docs.stripe.com/api/subscriptions/object, every required field present, without items yet. */
export function subscriptionObject(context: Context, terms: NewSubscription): Stored<'subscription'> {
  const id = context.newId('sub');
  return {
    id,
    object: 'subscription',
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor_config: null,
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    created: context.now(),
    customer_account: null,
    default_source: null,
    discounts: [],
    ended_at: null,
    invoice_settings: { ...noSettings, issuer: { type: 'self' } },
    items: { object: 'list', data: [], has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: context.now(),
    transfer_data: null,
    ...terms,
  };
}
