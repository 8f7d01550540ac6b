import type Stripe from 'stripe';
import type { Stored } from '../../store/storedObjects.js';

export type CheckoutTerms = Readonly<{
  id: string;
  created: number;
  expiresAt: number;
  mode: 'payment' | 'setup' | 'subscription';
  uiMode: Stripe.Checkout.Session.UiMode;
  url: string | null;
  clientSecret: string | null;
  successUrl: string | null;
  cancelUrl: string | null;
  returnUrl: string | null;
  customer: string | null;
  customerEmail: string | null;
  clientReferenceId: string | null;
  /** Minor units; null for a setup. */
  amounts: Readonly<{ subtotal: number; discount: number; tax: number; total: number }> | null;
  currency: string | null;
  discounts: Readonly<{ coupon: string | null; promotion_code: string | null }>[];
  allowPromotionCodes: boolean | null;
  paymentMethodCollection: 'always' | 'if_required' | null;
  metadata: Stripe.Metadata;
}>;

/** Whether the page asks for money at all. */
const paymentStatusOf = ({ mode, amounts }: CheckoutTerms): Stripe.Checkout.Session.PaymentStatus =>
  mode === 'setup' || amounts?.total === 0 ? 'no_payment_required' : 'unpaid';

/** A page that a person is sent to for buying, in the shape of docs.stripe.com/api/checkout/sessions/object. */
export const checkoutSessionObject = (terms: CheckoutTerms): Stored<'checkout.session'> => ({
  id: terms.id,
  object: 'checkout.session',
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: terms.allowPromotionCodes,
  allowed_payment_method_types: null,
  amount_subtotal: terms.amounts?.subtotal ?? null,
  amount_total: terms.amounts?.total ?? null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  cancel_url: terms.cancelUrl,
  client_reference_id: terms.clientReferenceId,
  client_secret: terms.clientSecret,
  collected_information: null,
  consent: null,
  consent_collection: null,
  created: terms.created,
  currency: terms.currency,
  currency_conversion: null,
  custom_fields: [],
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  customer: terms.customer,
  customer_account: null,
  customer_creation: terms.customer === null ? 'always' : null,
  customer_details: null,
  customer_email: terms.customerEmail,
  discounts: terms.discounts,
  expires_at: terms.expiresAt,
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  livemode: false,
  locale: null,
  managed_payments: null,
  metadata: terms.metadata,
  mode: terms.mode,
  origin_context: null,
  payment_intent: null,
  payment_link: null,
  payment_method_collection: terms.paymentMethodCollection,
  payment_method_configuration_details: null,
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  payment_method_types: ['card'],
  payment_status: paymentStatusOf(terms),
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  ...(terms.returnUrl !== null && { return_url: terms.returnUrl }),
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  status: 'open',
  submit_type: null,
  subscription: null,
  success_url: terms.successUrl,
  total_details: terms.amounts && {
    amount_discount: terms.amounts.discount,
    amount_shipping: 0,
    amount_tax: terms.amounts.tax,
  },
  ui_mode: terms.uiMode,
  url: terms.url,
  wallet_options: null,
});
