import type { z } from 'zod';
import { array, clearable, flag, integer, metadata, oneOf, parameters, text } from '../../http/parameters.js';

const proration = oneOf('always_invoice', 'create_prorations', 'none').optional();
const reason = oneOf(
  'customer_service',
  'low_quality',
  'missing_features',
  'other',
  'switched_service',
  'too_complex',
  'too_expensive',
  'unused',
);

const products = array(
  parameters({
    product: text(),
    prices: array(text()),
    adjustable_quantity: parameters({
      enabled: flag(),
      maximum: integer().optional(),
      minimum: integer().optional(),
    }).optional(),
  }),
);

const features = parameters({
  customer_update: parameters({
    enabled: flag().optional(),
    allowed_updates: clearable(array(oneOf('address', 'email', 'name', 'phone', 'shipping', 'tax_id'))).optional(),
  }).optional(),
  invoice_history: parameters({ enabled: flag() }).optional(),
  payment_method_update: parameters({ enabled: flag() }).optional(),
  subscription_cancel: parameters({
    enabled: flag().optional(),
    mode: oneOf('at_period_end', 'immediately').optional(),
    proration_behavior: proration,
    cancellation_reason: parameters({ enabled: flag(), options: clearable(array(reason)).optional() }).optional(),
  }).optional(),
  subscription_update: parameters({
    enabled: flag().optional(),
    default_allowed_updates: clearable(array(oneOf('price', 'promotion_code', 'quantity'))).optional(),
    products: clearable(products).optional(),
    proration_behavior: proration,
  }).optional(),
}).optional();

/** What a portal configuration is made and changed with. */
export const configurationFields = {
  features,
  business_profile: parameters({
    headline: clearable(text()).optional(),
    privacy_policy_url: text().optional(),
    terms_of_service_url: text().optional(),
  }).optional(),
  default_return_url: clearable(text()).optional(),
  login_page: parameters({ enabled: flag() }).optional(),
  name: clearable(text()).optional(),
  metadata: metadata(),
};

export type FeaturesWish = z.infer<typeof features>;

const item = parameters({ id: text(), price: text().optional(), quantity: integer().optional() });
const discount = parameters({ coupon: text().optional(), promotion_code: text().optional() });

const flow = parameters({
  type: oneOf(
    'customer_update',
    'payment_method_update',
    'subscription_cancel',
    'subscription_update',
    'subscription_update_confirm',
  ),
  after_completion: parameters({
    type: oneOf('hosted_confirmation', 'portal_homepage', 'redirect'),
    redirect: parameters({ return_url: text() }).optional(),
    hosted_confirmation: parameters({ custom_message: text().optional() }).optional(),
  }).optional(),
  subscription_cancel: parameters({ subscription: text() }).optional(),
  subscription_update: parameters({ subscription: text() }).optional(),
  subscription_update_confirm: parameters({
    subscription: text(),
    items: array(item),
    discounts: array(discount).optional(),
  }).optional(),
});

/** What POST /v1/billing_portal/sessions takes. */
export const portalParameters = parameters({
  customer: text(),
  configuration: text().optional(),
  return_url: text().optional(),
  locale: text().optional(),
  flow_data: flow.optional(),
});

export type PortalWish = z.infer<typeof portalParameters>;
export type FlowWish = z.infer<typeof flow>;
