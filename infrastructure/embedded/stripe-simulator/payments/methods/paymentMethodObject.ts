import type Stripe from 'stripe';
import type { Stored } from '../../store/storedObjects.js';
import { fingerprintOf, type TestCard } from '../cards/testCards.js';

/** Card expiries that test tokens get are this many years ahead of the clock. */
const YEARS_VALID = 3;

type Terms = Readonly<{
  id: string;
  card: TestCard;
  /** Seconds since 1970. */
  created: number;
  expMonth?: number;
  expYear?: number;
  billingDetails?: Partial<Stripe.PaymentMethod.BillingDetails>;
  metadata?: Stripe.Metadata;
  allowRedisplay?: Stripe.PaymentMethod.AllowRedisplay;
}>;

/** Nothing known of who pays. */
export const NO_BILLING_DETAILS: Stripe.PaymentMethod.BillingDetails = {
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/** A card of nobody yet, in the shape of docs.stripe.com/api/payment_methods/object. */
export function paymentMethodObject({ id, card, created, ...given }: Terms): Stored<'payment_method'> {
  const yearNow = new Date(created * 1000).getUTCFullYear();
  return {
    id,
    object: 'payment_method',
    allow_redisplay: given.allowRedisplay ?? 'unspecified',
    billing_details: { ...NO_BILLING_DETAILS, ...given.billingDetails },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand === 'amex' ? 'american_express' : card.brand,
      exp_month: given.expMonth ?? 12,
      exp_year: given.expYear ?? yearNow + YEARS_VALID,
      fingerprint: fingerprintOf(card),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: given.metadata ?? {},
    type: 'card',
  };
}
