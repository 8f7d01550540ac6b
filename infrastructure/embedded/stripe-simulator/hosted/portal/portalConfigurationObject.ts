import type Stripe from 'stripe';
import type { Stored } from '../../store/storedObjects.js';

/** Everything a configuration may say that the account has not said. */
export const DEFAULT_FEATURES: Stripe.BillingPortal.Configuration.Features = {
  customer_update: { allowed_updates: ['email', 'tax_id', 'address', 'name', 'phone'], enabled: true },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: {
      enabled: false,
      feedback_options: null,
      options: ['too_expensive', 'missing_features', 'switched_service', 'unused', 'other'],
    },
    enabled: true,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: 'unchanged',
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
};

export type ConfigurationTerms = Readonly<{
  id: string;
  created: number;
  isDefault: boolean;
  name: string | null;
  businessProfile: Stripe.BillingPortal.Configuration.BusinessProfile;
  defaultReturnUrl: string | null;
  features: Stripe.BillingPortal.Configuration.Features;
  loginPageUrl: string | null;
  metadata: Stripe.Metadata;
}>;

/** What the portal lets customers do, in the shape of docs.stripe.com/api/customer_portal/configurations/object. */
export const portalConfigurationObject = (terms: ConfigurationTerms): Stored<'billing_portal.configuration'> => ({
  id: terms.id,
  object: 'billing_portal.configuration',
  active: true,
  application: null,
  business_profile: terms.businessProfile,
  created: terms.created,
  default_return_url: terms.defaultReturnUrl,
  features: terms.features,
  is_default: terms.isDefault,
  livemode: false,
  login_page: { enabled: terms.loginPageUrl !== null, url: terms.loginPageUrl },
  metadata: terms.metadata,
  name: terms.name,
  updated: terms.created,
});
