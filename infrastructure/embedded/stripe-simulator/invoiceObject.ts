import Stripe from 'stripe';
import { type PriceTerms, priceObject } from './priceObject.js';

/** What distinguishes one renewal invoice from another; times in seconds since 1970. */
export type InvoiceTerms = Readonly<{
  id: string;
  number: string;
  customer: string;
  organizationId: string;
  subscription: string;
  price: PriceTerms;
  quantity: number;
  billingReason: 'subscription_create' | 'subscription_cycle';
  createdAt: number;
  periodStart: number;
  periodEnd: number;
  attemptCount: number;
  /** Set when it has been paid. */
  paidAt?: number;
  nextPaymentAttempt?: number;
}>;

/** An invoice in the shape of docs.stripe.com/api/invoices/object, every required field present. */
export function invoiceObject(terms: InvoiceTerms): Stripe.Invoice {
  const { id, createdAt, paidAt = null } = terms;
  const total = terms.price.unitAmount * terms.quantity;
  const paid = paidAt === null ? 0 : total;
  return {
    id,
    object: 'invoice',
    account_country: 'DE',
    account_name: 'Objecta demo',
    account_tax_ids: null,
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: paid,
    amount_remaining: total - paid,
    amount_shipping: 0,
    application: null,
    attempt_count: terms.attemptCount,
    attempted: terms.attemptCount > 0,
    auto_advance: paidAt === null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: terms.billingReason,
    collection_method: 'charge_automatically',
    created: createdAt,
    currency: terms.price.currency,
    custom_fields: null,
    customer: terms.customer,
    customer_account: null,
    customer_address: null,
    customer_email: 'mia@northwind.example',
    customer_name: 'Northwind Robotics',
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: createdAt,
    ending_balance: 0,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: `https://invoice.stripe.com/i/${id}`,
    invoice_pdf: `https://pay.stripe.com/invoice/${id}/pdf`,
    issuer: { type: 'self' },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: 'list', data: [invoiceLine(terms, total)], has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: {},
    next_payment_attempt: terms.nextPaymentAttempt ?? null,
    number: terms.number,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: {
        metadata: { organizationId: terms.organizationId, planId: terms.price.planId },
        subscription: terms.subscription,
      },
      type: 'subscription_details',
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: terms.periodEnd,
    period_start: terms.periodStart,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: paidAt === null ? 'open' : 'paid',
    status_transitions: { finalized_at: createdAt, marked_uncollectible_at: null, paid_at: paidAt, voided_at: null },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: createdAt,
  };
}

function invoiceLine(terms: InvoiceTerms, amount: number): Stripe.InvoiceLineItem {
  const price = priceObject(terms.price, terms.createdAt);
  return {
    id: `il_${terms.id.slice(3)}`,
    object: 'line_item',
    amount,
    currency: terms.price.currency,
    description: `${terms.quantity} × ${terms.price.planId}`,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: terms.id,
    livemode: false,
    metadata: { organizationId: terms.organizationId },
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: terms.subscription,
        subscription_item: `si_${terms.subscription.slice(4)}`,
      },
      type: 'subscription_item_details',
    },
    period: { end: terms.periodEnd, start: terms.periodStart },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: `prod_${terms.price.planId}` },
      type: 'price_details',
      unit_amount_decimal: Stripe.Decimal.from(String(terms.price.unitAmount)),
    },
    quantity: terms.quantity,
    quantity_decimal: Stripe.Decimal.from(String(terms.quantity)),
    subscription: terms.subscription,
    subtotal: amount,
    taxes: [],
  };
}
