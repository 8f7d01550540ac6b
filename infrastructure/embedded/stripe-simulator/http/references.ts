import type { ObjectType } from '../store/storedObjects.js';

const byPrefix: Readonly<Record<string, ObjectType>> = {
  bpc: 'billing_portal.configuration',
  bps: 'billing_portal.session',
  cbtxn: 'customer_balance_transaction',
  ch: 'charge',
  clock: 'test_helpers.test_clock',
  cn: 'credit_note',
  cs: 'checkout.session',
  cus: 'customer',
  di: 'discount',
  du: 'dispute',
  feat: 'entitlements.feature',
  ii: 'invoiceitem',
  in: 'invoice',
  inpay: 'invoice_payment',
  mandate: 'mandate',
  pi: 'payment_intent',
  pm: 'payment_method',
  price: 'price',
  prod: 'product',
  promo: 'promotion_code',
  re: 'refund',
  seti: 'setup_intent',
  si: 'subscription_item',
  sub: 'subscription',
  txn: 'balance_transaction',
};

/** Fields whose ids people may choose, so that a prefix tells nothing. */
const byField: Readonly<Record<string, ObjectType>> = {
  coupon: 'coupon',
  product: 'product',
  feature: 'entitlements.feature',
};

/** The type that an id in a field is of; undefined when it is no reference. */
export const referencedType = (field: string, id: string): ObjectType | undefined =>
  byField[field] ?? byPrefix[id.slice(0, Math.max(0, id.indexOf('_')))];
