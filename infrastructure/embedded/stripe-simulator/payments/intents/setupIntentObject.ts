import type Stripe from 'stripe';
import type { Stored } from '../../store/storedObjects.js';

export type SetupIntentTerms = Readonly<{
  id: string;
  clientSecret: string;
  created: number;
  customer: string | null;
  paymentMethod: string | null;
  usage: 'off_session' | 'on_session';
  description: string | null;
  metadata: Stripe.Metadata;
}>;

/** A card to be kept for later, not yet checked, in the shape of docs.stripe.com/api/setup_intents/object. */
export const setupIntentObject = (terms: SetupIntentTerms): Stored<'setup_intent'> => ({
  id: terms.id,
  object: 'setup_intent',
  allowed_payment_method_types: null,
  application: null,
  automatic_payment_methods: { allow_redirects: 'always', enabled: true },
  cancellation_reason: null,
  client_secret: terms.clientSecret,
  created: terms.created,
  customer: terms.customer,
  customer_account: null,
  description: terms.description,
  excluded_payment_method_types: null,
  flow_directions: null,
  last_setup_error: null,
  latest_attempt: null,
  livemode: false,
  managed_payments: null,
  mandate: null,
  metadata: terms.metadata,
  next_action: null,
  on_behalf_of: null,
  payment_method: terms.paymentMethod,
  payment_method_configuration_details: null,
  payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' } },
  payment_method_types: ['card'],
  single_use_mandate: null,
  status: terms.paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
  usage: terms.usage,
});
