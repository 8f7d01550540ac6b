const paths: Readonly<Record<string, string>> = {
  'billing.alert': 'billing/alerts',
  'billing.meter': 'billing/meters',
  charge: 'charges',
  'checkout.session': 'checkout/sessions',
  coupon: 'coupons',
  credit_note: 'credit_notes',
  customer: 'customers',
  dispute: 'disputes',
  invoice: 'invoices',
  invoice_payment: 'invoice_payments',
  invoiceitem: 'invoiceitems',
  payment_intent: 'payment_intents',
  payment_method: 'payment_methods',
  price: 'prices',
  product: 'products',
  promotion_code: 'promotion_codes',
  refund: 'refunds',
  setup_intent: 'setup_intents',
  subscription: 'subscriptions',
  'test_helpers.test_clock': 'test_helpers/test_clocks',
};

/** What a thin event is about, by its address; undefined for what has none. */
export function relatedObject(about: object): { id: string; type: string; url: string } | undefined {
  const { id, object: type } = about as { id?: unknown; object?: unknown };
  const path = paths[String(type)];
  return typeof id === 'string' && path ? { id, type: String(type), url: `/v1/${path}/${id}` } : undefined;
}
