import type Stripe from 'stripe';
import type { ZodType, z } from 'zod';
import type { StripeObjects } from '../../application/ports/stripeObjects.js';
import { foundAtStripe, parsedAnswer } from './foundAtStripe.js';
import { subscriptionSnapshot } from './snapshots.js';
import {
  customerDetails,
  customerSnapshot,
  paymentMethodSnapshot,
  stripeCustomer,
  stripePaymentMethod,
} from './stripeCustomer.js';
import { invoiceSnapshot, stripeInvoice, stripeInvoiceLine } from './stripeInvoice.js';
import {
  balanceTransaction,
  creditNoteSnapshot,
  disputeSnapshot,
  refundSnapshot,
  stripeBalanceTransaction,
  stripeCreditNote,
  stripeDispute,
  stripeRefund,
} from './stripeMoney.js';
import { stripeSubscription } from './stripeObjects.js';
import { watchedNow } from './watchedObjects.js';

const AT_ONCE = 100;

/** Reads Stripe's objects through its API. */
export function stripeObjectReader(stripe: Stripe): StripeObjects {
  async function get<S extends ZodType, T>(asking: Promise<unknown>, schema: S, view: (object: z.output<S>) => T) {
    const object = await foundAtStripe(asking);
    return object === undefined ? undefined : view(parsedAnswer(schema, object));
  }

  async function allLines(id: string): Promise<unknown[]> {
    const lines: unknown[] = [];
    for await (const line of stripe.invoices.listLineItems(id, { limit: AT_ONCE })) lines.push(line);
    return lines.map((line) => parsedAnswer(stripeInvoiceLine, line));
  }

  return {
    watched: (told) => watchedNow(stripe, told),
    subscription: (id) =>
      get(
        stripe.subscriptions.retrieve(id, { expand: ['discounts.source.coupon'] }),
        stripeSubscription,
        subscriptionSnapshot,
      ),
    creditNote: (id) => get(stripe.creditNotes.retrieve(id), stripeCreditNote, creditNoteSnapshot),
    refund: (id) => get(stripe.refunds.retrieve(id), stripeRefund, refundSnapshot),
    async latestRefundOf(charge) {
      const refunds = await foundAtStripe(stripe.refunds.list({ charge, limit: 1 }));
      const [latest] = refunds?.data ?? [];
      return latest && refundSnapshot(parsedAnswer(stripeRefund, latest));
    },
    dispute: (id) => get(stripe.disputes.retrieve(id), stripeDispute, disputeSnapshot),
    paymentMethod: (id) =>
      get(stripe.paymentMethods.retrieve(id), stripePaymentMethod, (method) =>
        method.customer ? paymentMethodSnapshot(method, method.customer) : 'detached',
      ),

    async invoice(id) {
      const invoice = await foundAtStripe<unknown>(stripe.invoices.retrieve(id));
      if (invoice === undefined) return undefined;
      const read = parsedAnswer(stripeInvoice, invoice);
      if (read.lines?.has_more !== true) return invoiceSnapshot(read);
      const data = (await allLines(id)) as NonNullable<typeof read.lines>['data'];
      return invoiceSnapshot({ ...read, lines: { data, has_more: false } });
    },

    customer: (id) =>
      get(
        stripe.customers.retrieve(id, { expand: ['tax_ids', 'discount.source.coupon'] }),
        stripeCustomer,
        (customer) => ({
          customer: customerSnapshot(customer, false),
          details: customerDetails(customer),
        }),
      ),

    async balanceTransactions(customerId) {
      const newestFirst: unknown[] = [];
      const listed = stripe.customers.listBalanceTransactions(customerId, { limit: AT_ONCE });
      for await (const transaction of listed) newestFirst.push(transaction);
      return newestFirst.reverse().map((moved) => balanceTransaction(parsedAnswer(stripeBalanceTransaction, moved)));
    },

    async paidBy({ paymentIntentId, chargeId }) {
      const charge = !paymentIntentId && chargeId ? await foundAtStripe(stripe.charges.retrieve(chargeId)) : undefined;
      const id = paymentIntentId ?? idOf(charge?.payment_intent);
      if (!id) return charge && { invoiceId: null, customerId: idOf(charge.customer) };
      const intent = await foundAtStripe(stripe.paymentIntents.retrieve(id));
      if (!intent) return undefined;
      const { data } = await stripe.invoicePayments.list({
        payment: { type: 'payment_intent', payment_intent: id },
        limit: 1,
      });
      return { invoiceId: idOf(data[0]?.invoice), customerId: idOf(intent.customer) };
    },
  };
}

const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);
