import type Stripe from 'stripe';
import type { Stored } from '../../store/storedObjects.js';

export type PaymentIntentTerms = Readonly<{
  id: string;
  clientSecret: string;
  created: number;
  /** Minor units. */
  amount: number;
  currency: string;
  customer: string | null;
  paymentMethod: string | null;
  captureMethod: Stripe.PaymentIntent.CaptureMethod;
  confirmationMethod: Stripe.PaymentIntent.ConfirmationMethod;
  setupFutureUsage: Stripe.PaymentIntent.SetupFutureUsage | null;
  description: string | null;
  receiptEmail: string | null;
  metadata: Stripe.Metadata;
}>;

/** A payment that nobody has tried yet, in the shape of docs.stripe.com/api/payment_intents/object. */
export const paymentIntentObject = (terms: PaymentIntentTerms): Stored<'payment_intent'> => ({
  id: terms.id,
  object: 'payment_intent',
  allowed_payment_method_types: null,
  amount: terms.amount,
  amount_capturable: 0,
  amount_details: { tip: {} },
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: { allow_redirects: 'always', enabled: true },
  canceled_at: null,
  cancellation_reason: null,
  capture_method: terms.captureMethod,
  client_secret: terms.clientSecret,
  confirmation_method: terms.confirmationMethod,
  created: terms.created,
  currency: terms.currency,
  customer: terms.customer,
  customer_account: null,
  description: terms.description,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: null,
  metadata: terms.metadata,
  next_action: null,
  on_behalf_of: null,
  payment_method: terms.paymentMethod,
  payment_method_configuration_details: null,
  payment_method_options: {
    card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
  },
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  receipt_email: terms.receiptEmail,
  review: null,
  setup_future_usage: terms.setupFutureUsage,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: terms.paymentMethod === null ? 'requires_payment_method' : 'requires_confirmation',
  transfer_data: null,
  transfer_group: null,
});
