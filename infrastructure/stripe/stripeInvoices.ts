import Stripe from 'stripe';
import type { StripeInvoiceAnswer, StripeInvoices } from '../../application/ports/stripeInvoices.js';

/** What a call came to: the id of its result, or a refusal that asking again would not change. */
async function answerOf(call: () => Promise<string | null>): Promise<StripeInvoiceAnswer> {
  try {
    return { done: true, reference: await call() };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) {
      const declineCode = error.decline_code ?? null;
      return { done: false, refusal: { code: error.code ?? 'card_declined', declineCode, message: error.message } };
    }
    if (error instanceof Stripe.errors.StripeInvalidRequestError) {
      const { code = 'refused_by_stripe', message } = error;
      return { done: false, refusal: { code, declineCode: null, message } };
    }
    throw error;
  }
}

const idOf = (reference: string | { id: string } | null | undefined): string | null =>
  typeof reference === 'string' ? reference : (reference?.id ?? null);

/** Pays, voids, credits and refunds invoices through Stripe's API. */
export function stripeInvoices(stripe: Stripe): StripeInvoices {
  /** The payment of an invoice that went through. */
  async function paymentOf(invoice: string): Promise<string | null> {
    const { data } = await stripe.invoicePayments.list({ invoice, status: 'paid', limit: 1 });
    return idOf(data[0]?.payment.payment_intent);
  }

  return {
    pay: (id, paymentMethodId, idempotencyKey) =>
      answerOf(async () => {
        // The person who asks is there to confirm the payment.
        const how = { off_session: false, ...(paymentMethodId && { payment_method: paymentMethodId }) };
        return (await stripe.invoices.pay(id, how, { idempotencyKey })).id ?? id;
      }),

    void: (id, idempotencyKey) =>
      answerOf(async () => (await stripe.invoices.voidInvoice(id, {}, { idempotencyKey })).id ?? id),

    credit: ({ invoiceId, amount, reason, to }, idempotencyKey) =>
      answerOf(async () => {
        const { status } = await stripe.invoices.retrieve(invoiceId);
        const back = to === 'card' ? { refund_amount: amount } : { credit_amount: amount };
        const note = { invoice: invoiceId, amount, reason, ...(status === 'paid' ? back : {}) };
        return (await stripe.creditNotes.create(note, { idempotencyKey })).id;
      }),

    refund: ({ invoiceId, amount, reason }, idempotencyKey) =>
      answerOf(async () => {
        const payment_intent = await paymentOf(invoiceId);
        if (!payment_intent) return Promise.reject(notPaidThroughStripe(invoiceId));
        return (await stripe.refunds.create({ payment_intent, amount, reason }, { idempotencyKey })).id;
      }),
  };
}

const notPaidThroughStripe = (invoiceId: string) =>
  new Stripe.errors.StripeInvalidRequestError({
    type: 'invalid_request_error',
    code: 'charge_not_refundable',
    message: `The invoice ${invoiceId} was not paid through Stripe, so there is no payment to give back.`,
  });
