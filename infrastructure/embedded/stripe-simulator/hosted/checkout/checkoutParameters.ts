import type { z } from 'zod';
import { array, flag, integer, metadata, oneOf, parameters, text, timestamp } from '../../http/parameters.js';
import { automaticMethods } from '../../payments/intents/intentParameters.js';

const adjustable = parameters({
  enabled: flag(),
  minimum: integer().optional(),
  maximum: integer().optional(),
});

const line = parameters({
  price: text(),
  quantity: integer().optional(),
  adjustable_quantity: adjustable.optional(),
});

const subscriptionData = parameters({
  metadata: metadata(),
  description: text().optional(),
  trial_end: timestamp().optional(),
  trial_period_days: integer().optional(),
  trial_settings: parameters({
    end_behavior: parameters({ missing_payment_method: oneOf('cancel', 'create_invoice', 'pause') }),
  }).optional(),
  billing_mode: parameters({ type: oneOf('classic', 'flexible') }).optional(),
});

const intentData = parameters({
  metadata: metadata(),
  description: text().optional(),
  setup_future_usage: oneOf('off_session', 'on_session').optional(),
});

/** What POST /v1/checkout/sessions takes. */
export const checkoutParameters = parameters({
  mode: oneOf('payment', 'setup', 'subscription'),
  ui_mode: oneOf('hosted_page', 'embedded_page', 'elements', 'form').optional(),
  line_items: array(line).optional(),
  success_url: text().optional(),
  cancel_url: text().optional(),
  return_url: text().optional(),
  customer: text().optional(),
  customer_email: text().optional(),
  customer_creation: oneOf('always', 'if_required').optional(),
  client_reference_id: text().optional(),
  currency: text().optional(),
  subscription_data: subscriptionData.optional(),
  payment_intent_data: intentData.optional(),
  setup_intent_data: intentData.optional(),
  discounts: array(parameters({ coupon: text().optional(), promotion_code: text().optional() })).optional(),
  allow_promotion_codes: flag().optional(),
  payment_method_collection: oneOf('always', 'if_required').optional(),
  billing_address_collection: oneOf('auto', 'required').optional(),
  automatic_tax: parameters({ enabled: flag() }).optional(),
  automatic_payment_methods: automaticMethods,
  locale: text().optional(),
  expires_at: timestamp().optional(),
  metadata: metadata(),
});

export type CheckoutWish = z.infer<typeof checkoutParameters>;
