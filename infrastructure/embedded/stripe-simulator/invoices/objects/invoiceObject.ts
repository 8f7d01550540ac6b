import type Stripe from 'stripe';
import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import type { Wire } from '../../store/wire.js';
import type { LineTerms } from '../lines/lineTerms.js';
import { lineObject } from '../lines/lineTerms.js';
import { priceInvoice } from './priceInvoice.js';

type Invoice = Stored<'invoice'>;

/** What distinguishes a draft; the rest starts unset. */
export type NewInvoice = Readonly<{
  /** Null for a preview, which is told under an id of its own kind. */
  id: string | null;
  customer: Stored<'customer'>;
  currency: string;
  subscription: Stored<'subscription'> | null;
  billingReason: Exclude<Invoice['billing_reason'], null>;
  collectionMethod: Invoice['collection_method'];
  daysUntilDue: number | null;
  autoAdvance: boolean;
  period: Readonly<{ start: number; end: number }>;
  lines: readonly LineTerms[];
  /** Ids of discounts of the whole invoice. */
  discounts: readonly string[];
  fields?: Partial<Invoice>;
}>;

/** A draft in the shape of docs.stripe.com/api/invoices/object, every required field present, its amounts worked out. */
export function invoiceObject(context: Context, terms: NewInvoice): Invoice {
  const now = context.now();
  const { customer, currency, subscription } = terms;
  const id = terms.id ?? context.newId('upcoming_in');
  const lines = terms.lines.map((line) => lineObject(context.newId(terms.id ? 'il' : 'il_tmp'), id, currency, line));
  const automatic = terms.autoAdvance && terms.collectionMethod === 'charge_automatically';
  return priceInvoice(context, {
    ...unset,
    ...whoPays(customer),
    id,
    auto_advance: terms.autoAdvance,
    automatically_finalizes_at: terms.autoAdvance ? now + context.settings.finalizeDelay : null,
    billing_reason: terms.billingReason,
    collection_method: terms.collectionMethod,
    created: now,
    currency,
    discounts: [...terms.discounts],
    due_date: terms.daysUntilDue === null ? null : now + terms.daysUntilDue * 86_400,
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    next_payment_attempt: automatic ? now + context.settings.finalizeDelay - 1 : null,
    parent: subscription ? parentOf(subscription) : null,
    period_end: terms.period.end,
    period_start: terms.period.start,
    test_clock: customer.test_clock ?? null,
    ...terms.fields,
  });
}

const parentOf = ({ id, metadata }: Stored<'subscription'>): Invoice['parent'] => ({
  quote_details: null,
  subscription_details: { metadata, subscription: id },
  type: 'subscription_details',
});

/** What an invoice repeats of its customer. */
export const whoPays = (customer: Stored<'customer'>) => ({
  customer: customer.id,
  customer_account: null,
  customer_address: customer.address ?? null,
  customer_email: customer.email,
  customer_name: customer.name ?? null,
  customer_phone: customer.phone ?? null,
  customer_shipping: customer.shipping,
  customer_tax_exempt: customer.tax_exempt ?? 'none',
  customer_tax_ids: [] as NonNullable<Wire<Stripe.Invoice>['customer_tax_ids']>,
});

const unset = {
  object: 'invoice',
  account_country: 'DE',
  account_name: 'Stripe simulator',
  account_tax_ids: null,
  amount_due: 0,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_remaining: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  custom_fields: null,
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  number: null,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  starting_balance: 0,
  statement_descriptor: null,
  status: 'draft',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  subtotal: 0,
  subtotal_excluding_tax: 0,
  total: 0,
  total_discount_amounts: [],
  total_excluding_tax: 0,
  total_pretax_credit_amounts: [],
  total_taxes: [],
  webhooks_delivered_at: null,
} satisfies Partial<Invoice>;
