import { z } from 'zod';
import { array, clearable, flag, integer, metadata, oneOf, parameters, text, timestamp } from '../http/parameters.js';
import { changedItem, discountParameters, newItem, taxRateParameters } from './items/itemParameters.js';

const prorationBehavior = () => oneOf('always_invoice', 'create_prorations', 'none').optional();
const paymentBehavior = () =>
  oneOf('allow_incomplete', 'default_incomplete', 'error_if_incomplete', 'pending_if_incomplete').optional();

const trialEnd = () => z.union([z.literal('now'), timestamp()]).optional();

export const cancellationDetails = () =>
  parameters({
    comment: clearable(text()).optional(),
    feedback: clearable(text()).optional(),
    feedback_option: clearable(text()).optional(),
  }).optional();

/** A moment, or the end of the shortest or longest current period. */
const cancelAt = () => z.union([oneOf('min_period_end', 'max_period_end'), timestamp()]);

const endBehavior = parameters({
  billing_cycle_anchor: clearable(oneOf('now', 'unchanged')).optional(),
  missing_payment_method: oneOf('cancel', 'create_invoice', 'pause'),
});

const common = {
  automatic_tax: parameters({ enabled: flag() }).optional(),
  cancel_at_period_end: flag().optional(),
  collection_method: oneOf('charge_automatically', 'send_invoice').optional(),
  days_until_due: integer().optional(),
  default_payment_method: clearable(text()).optional(),
  default_tax_rates: taxRateParameters(),
  description: clearable(text()).optional(),
  discounts: discountParameters(),
  metadata: metadata(),
  off_session: flag().optional(),
  payment_behavior: paymentBehavior(),
  payment_settings: parameters({
    save_default_payment_method: oneOf('off', 'on_subscription').optional(),
    payment_method_types: clearable(array(text())).optional(),
  }).optional(),
  proration_behavior: prorationBehavior(),
  trial_end: trialEnd(),
  trial_settings: parameters({ end_behavior: endBehavior }).optional(),
};

export const createParameters = parameters({
  ...common,
  billing_cycle_anchor: timestamp().optional(),
  billing_mode: parameters({
    type: oneOf('classic', 'flexible'),
    flexible: parameters({ proration_discounts: oneOf('included', 'itemized').optional() }).optional(),
  }).optional(),
  cancel_at: cancelAt().optional(),
  currency: text().optional(),
  customer: text(),
  items: array(newItem),
  trial_period_days: integer().optional(),
  trial_from_plan: flag().optional(),
});

/** What changes of a subscription can be asked for and previewed alike. */
const change = {
  billing_cycle_anchor: parameters({ type: oneOf('now', 'unchanged') }).optional(),
  cancel_at: clearable(cancelAt()).optional(),
  items: array(changedItem).optional(),
  proration_date: timestamp().optional(),
};

export const updateParameters = parameters({
  ...common,
  ...change,
  cancellation_details: cancellationDetails(),
  pause_collection: clearable(
    parameters({ behavior: oneOf('keep_as_draft', 'mark_uncollectible', 'void'), resumes_at: timestamp().optional() }),
  ).optional(),
});

/** `subscription_details` of a preview. */
export const previewDetails = parameters({
  ...change,
  billing_mode: parameters({ type: oneOf('classic', 'flexible') }).optional(),
  cancel_at_period_end: flag().optional(),
  cancel_now: flag().optional(),
  default_tax_rates: taxRateParameters(),
  proration_behavior: prorationBehavior(),
  resume_at: oneOf('now').optional(),
  start_date: timestamp().optional(),
  trial_end: trialEnd(),
});

export type CreateRequest = z.infer<typeof createParameters>;
export type UpdateRequest = z.infer<typeof updateParameters>;
export type PreviewDetails = z.infer<typeof previewDetails>;
