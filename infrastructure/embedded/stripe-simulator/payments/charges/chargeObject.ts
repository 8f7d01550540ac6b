import type Stripe from 'stripe';
import type { Stored } from '../../store/storedObjects.js';
import type { CardDecline } from '../cards/cardDecline.js';

export type ChargeTerms = Readonly<{
  id: string;
  created: number;
  /** Minor units. */
  amount: number;
  currency: string;
  customer: string | null;
  paymentIntent: string;
  paymentMethod: Stored<'payment_method'>;
  description: string | null;
  metadata: Stripe.Metadata;
  result: 'captured' | 'authorized' | 'pending' | CardDecline;
  /** Whether the holder authenticated. */
  authenticated: boolean;
  balanceTransaction: string | null;
}>;

/** One try to take money from a card, in the shape of docs.stripe.com/api/charges/object. */
export function chargeObject(terms: ChargeTerms): Stored<'charge'> {
  const decline = typeof terms.result === 'string' ? undefined : terms.result;
  return {
    id: terms.id,
    object: 'charge',
    amount: terms.amount,
    amount_captured: terms.result === 'captured' ? terms.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: terms.balanceTransaction,
    billing_details: terms.paymentMethod.billing_details,
    calculated_statement_descriptor: 'OBJECTA',
    captured: terms.result === 'captured',
    created: terms.created,
    currency: terms.currency,
    customer: terms.customer,
    description: terms.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: terms.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(decline),
    paid: !decline && terms.result !== 'pending',
    payment_intent: terms.paymentIntent,
    payment_method: terms.paymentMethod.id,
    payment_method_details: detailsOf(terms),
    radar_options: {},
    receipt_email: null,
    receipt_number: null,
    receipt_url: decline ? null : `https://pay.stripe.com/receipts/payment/${terms.id}`,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: decline ? 'failed' : terms.result === 'pending' ? 'pending' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

const outcomeOf = (decline: CardDecline | undefined): Stripe.Charge.Outcome => ({
  advice_code: decline ? (decline.retryable ? 'try_again_later' : 'do_not_try_again') : null,
  network_advice_code: null,
  network_decline_code: null,
  network_status: decline ? 'declined_by_network' : 'approved_by_network',
  reason: decline?.declineCode ?? null,
  risk_level: 'normal',
  risk_score: 20,
  seller_message: decline ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
  type: decline ? 'issuer_declined' : 'authorized',
});

function detailsOf({
  amount,
  paymentMethod,
  result,
  authenticated,
}: ChargeTerms): Stored<'charge'>['payment_method_details'] {
  const { card } = paymentMethod;
  return {
    type: 'card',
    card: {
      amount_authorized: typeof result === 'string' ? amount : null,
      authorization_code: null,
      brand: card?.brand ?? null,
      checks: card?.checks ?? null,
      country: card?.country ?? null,
      electronic_commerce_indicator: authenticated ? '05' : null,
      exp_month: card?.exp_month ?? 12,
      exp_year: card?.exp_year ?? 2000,
      fingerprint: card?.fingerprint ?? null,
      funding: card?.funding ?? null,
      installments: null,
      last4: card?.last4 ?? null,
      mandate: null,
      network: card?.brand ?? null,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: authenticated
        ? {
            authentication_flow: 'challenge',
            electronic_commerce_indicator: '05',
            exemption_indicator: null,
            result: 'authenticated',
            result_reason: null,
            transaction_id: null,
            version: '2.2.0',
          }
        : null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}
