import { z } from 'zod';
import type { ReminderFact } from '../../application/ports/stripeFacts.js';
import { hintIn, type Interpret, readEvent } from './readStripeEvent.js';
import { instant } from './snapshots.js';
import {
  catalogueEdit,
  finalizationFailure,
  paymentSnapshot,
  pendingChargeSnapshot,
  stripeCharge,
  stripeInvoiceItem,
  stripeSold,
  stripeUnfinalized,
} from './stripeMoneyNotices.js';
import { metadata, reference, seconds } from './stripeObjects.js';

/** Money of people who are no customers is nothing to billing. */
const payment: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeCharge);
  const observed = paymentSnapshot(object);
  if (observed.customerId === null) return undefined;
  const about = { customerId: observed.customerId, organizationHint: hintIn(object.metadata), observedAt };
  return { kind: 'notice', observed, fetched: false, ...about };
};

const refunded: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeCharge);
  const about = { customerId: object.customer ?? null, organizationHint: hintIn(object.metadata), observedAt };
  return { kind: 'touched', object: { type: 'latestRefund', id: object.id }, ...about };
};

const pendingCharge =
  (removed: boolean): Interpret =>
  (told) => {
    const { object, observedAt } = readEvent(told, stripeInvoiceItem);
    const observed = pendingChargeSnapshot(object, removed);
    const about = { customerId: observed.customerId, organizationHint: hintIn(object.metadata), observedAt };
    return { kind: 'notice', observed, fetched: false, ...about };
  };

const unfinalized: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, stripeUnfinalized);
  const observed = finalizationFailure(object);
  const about = { customerId: observed.customerId, organizationHint: hintIn(object.metadata), observedAt };
  return { kind: 'notice', observed, leadsTo: { type: 'invoice', id: object.id }, fetched: false, ...about };
};

/** What is not of a plan of ours is nothing to us. */
const edited =
  (deleted: boolean): Interpret =>
  (told) => {
    const { object, observedAt } = readEvent(told, z.looseObject({ object: z.string() }));
    const sold = stripeSold.safeParse(object);
    if (!sold.success) return undefined;
    const about = { customerId: null, organizationHint: null, observedAt };
    return { kind: 'notice', observed: catalogueEdit(sold.data, deleted), fetched: false, ...about };
  };

const mandate: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, z.object({ payment_method: reference }));
  const about = { customerId: null, organizationHint: null, observedAt };
  return { kind: 'touched', object: { type: 'paymentMethod', id: object.payment_method }, ...about };
};

const partlyPaid: Interpret = (told) => {
  const { object, observedAt } = readEvent(told, z.object({ invoice: reference }));
  const about = { customerId: null, organizationHint: null, observedAt };
  return { kind: 'touched', object: { type: 'invoice', id: object.invoice }, ...about };
};

const dueInvoice = z.object({
  id: z.string(),
  customer: reference.nullish(),
  number: z.string().nullish(),
  due_date: seconds.nullish(),
  amount_remaining: z.int(),
  currency: z.string(),
  hosted_invoice_url: z.string().nullish(),
  metadata,
});

const due =
  (overdue: boolean): Interpret =>
  (told) => {
    const { object, observedAt } = readEvent(told, dueInvoice);
    const about = { customerId: object.customer ?? null, organizationHint: hintIn(object.metadata), observedAt };
    const leadsTo = { type: 'invoice', id: object.id } as const;
    if (object.due_date == null) return { kind: 'touched', object: leadsTo, ...about };
    return {
      kind: 'invoiceDue',
      invoiceId: object.id,
      number: object.number ?? null,
      dueAt: instant(object.due_date),
      overdue,
      amountDue: object.amount_remaining,
      currency: object.currency,
      hostedInvoiceUrl: object.hosted_invoice_url ?? null,
      leadsTo,
      ...about,
    } satisfies ReminderFact;
  };

const changed = edited(false);
const deleted = edited(true);

/** Events about money beside invoices, and about what plans are sold by (stripe.md 2). */
export const moneyMeanings: Readonly<Record<string, Interpret>> = {
  'charge.succeeded': payment,
  'charge.failed': payment,
  'charge.pending': payment,
  'charge.refunded': refunded,
  'invoiceitem.created': pendingCharge(false),
  'invoiceitem.deleted': pendingCharge(true),
  'invoice.finalization_failed': unfinalized,
  'invoice.will_be_due': due(false),
  'invoice.overdue': due(true),
  'invoice_payment.paid': partlyPaid,
  'mandate.updated': mandate,
  'product.updated': changed,
  'product.deleted': deleted,
  'price.updated': changed,
  'price.deleted': deleted,
  'billing.meter.deactivated': changed,
  'billing.meter.reactivated': changed,
};
