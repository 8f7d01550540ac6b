import { z } from 'zod';
import type {
  CatalogueEditSnapshot,
  FinalizationFailureSnapshot,
  PaymentSnapshot,
  PendingChargeSnapshot,
} from '../../domain/billing/stripeNotice/watchedMoney.js';
import { instant } from './snapshots.js';
import { metadata, reference, seconds } from './stripeObjects.js';

/** docs.stripe.com/api/charges/object */
export const stripeCharge = z.object({
  object: z.literal('charge'),
  id: z.string(),
  customer: reference.nullish(),
  payment_intent: reference.nullish(),
  status: z.enum(['pending', 'succeeded', 'failed']),
  amount: z.int(),
  currency: z.string(),
  failure_code: z.string().nullish(),
  failure_message: z.string().nullish(),
  outcome: z.object({ reason: z.string().nullish() }).nullish(),
  metadata,
});

/** Our view of a charge; which invoice it is for has to be asked for. */
export const paymentSnapshot = (charge: z.infer<typeof stripeCharge>): PaymentSnapshot => ({
  kind: 'payment',
  id: charge.id,
  customerId: charge.customer ?? null,
  paymentIntentId: charge.payment_intent ?? null,
  invoiceId: null,
  status: charge.status,
  amount: charge.amount,
  currency: charge.currency,
  code: charge.failure_code ?? null,
  declineCode: charge.status === 'failed' ? (charge.outcome?.reason ?? null) : null,
  message: charge.failure_message ?? null,
});

/** docs.stripe.com/api/invoiceitems/object */
export const stripeInvoiceItem = z.object({
  object: z.literal('invoiceitem'),
  id: z.string(),
  customer: reference.nullish(),
  invoice: reference.nullish(),
  amount: z.int(),
  currency: z.string(),
  description: z.string().nullish(),
  proration: z.boolean(),
  parent: z.object({ subscription_details: z.object({ subscription: reference }).nullish() }).nullish(),
  period: z.object({ start: seconds, end: seconds }),
  metadata,
});

export const pendingChargeSnapshot = (
  item: z.infer<typeof stripeInvoiceItem>,
  removed = false,
): PendingChargeSnapshot => ({
  kind: 'pendingCharge',
  id: item.id,
  customerId: item.customer ?? null,
  subscriptionId: item.parent?.subscription_details?.subscription ?? null,
  invoiceId: item.invoice ?? null,
  amount: item.amount,
  currency: item.currency,
  description: item.description ?? null,
  proration: item.proration,
  periodStart: instant(item.period.start),
  periodEnd: instant(item.period.end),
  removed,
});

/** Of an invoice, why it could not be finalized. */
export const stripeUnfinalized = z.object({
  object: z.literal('invoice'),
  id: z.string(),
  customer: reference.nullish(),
  last_finalization_error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  metadata,
});

export const finalizationFailure = (invoice: z.infer<typeof stripeUnfinalized>): FinalizationFailureSnapshot => ({
  kind: 'finalizationFailure',
  id: invoice.id,
  customerId: invoice.customer ?? null,
  code: invoice.last_finalization_error?.code ?? null,
  message: invoice.last_finalization_error?.message ?? null,
});

const ofPlan = z.looseObject({ planId: z.string() });

/** docs.stripe.com/api/products/object; ours name their plan. */
export const stripeProduct = z.object({
  object: z.literal('product'),
  id: z.string(),
  active: z.boolean(),
  metadata: ofPlan,
});
/** docs.stripe.com/api/prices/object; ours name their plan. */
export const stripePrice = z.object({
  object: z.literal('price'),
  id: z.string(),
  active: z.boolean(),
  lookup_key: z.string().nullish(),
  metadata: ofPlan,
});
/** docs.stripe.com/api/billing/meter/object */
export const stripeMeter = z.object({
  object: z.literal('billing.meter'),
  id: z.string(),
  event_name: z.string(),
  status: z.enum(['active', 'inactive']),
});
export const stripeSold = z.discriminatedUnion('object', [stripeProduct, stripePrice, stripeMeter]);

export function catalogueEdit(sold: z.infer<typeof stripeSold>, deleted = false): CatalogueEditSnapshot {
  const stateOf = (active: boolean) => (deleted ? 'deleted' : active ? 'active' : 'archived');
  const { id } = sold;
  switch (sold.object) {
    case 'product':
      return { kind: 'catalogueEdit', id, of: 'product', name: sold.metadata.planId, state: stateOf(sold.active) };
    case 'price': {
      const name = sold.lookup_key ?? sold.metadata.planId;
      return { kind: 'catalogueEdit', id, of: 'price', name, state: stateOf(sold.active) };
    }
    case 'billing.meter':
      return {
        kind: 'catalogueEdit',
        id,
        of: 'meter',
        name: sold.event_name,
        state: stateOf(sold.status === 'active'),
      };
  }
}
