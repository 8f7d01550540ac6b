import type { Context } from '../account/context.js';
import { cardError, invalidRequest } from '../http/stripeErrors.js';
import { cancelInvoicePayment } from '../payments/invoicePayments.js';
import { referenceId } from '../payments/referenceId.js';
import type { Stored } from '../store/storedObjects.js';
import { afterPayment } from '../subscriptions/collection/afterInvoice.js';
import { collectInvoice } from '../subscriptions/collection/collectInvoice.js';
import { declined, noMethod } from '../subscriptions/collection/collectNow.js';
import { endRetries } from '../subscriptions/collection/dunning.js';
import { finalizeInvoice } from './changes/finalizeInvoice.js';
import { recordPaid } from './changes/recordPaid.js';

type Invoice = Stored<'invoice'>;

export type PayRequest = Readonly<{
  off_session?: boolean | undefined;
  paid_out_of_band?: boolean | undefined;
  payment_method?: string | undefined;
}>;

/**
 * Pays an invoice now; a draft becomes final first.
 * @throws StripeError 400: paid or void already, or nothing to charge; 402: declined or wants authentication, what was tried stays
 */
export function payInvoice(context: Context, id: string, request: PayRequest): Invoice {
  const before = context.inPath('invoice', id, 'invoice');
  context.useClock(referenceId(before.test_clock));
  if (before.status === 'paid') throw invalidRequest('Invoice is already paid');
  if (before.status === 'void') throw invalidRequest('You cannot pay a voided invoice.');
  const open = before.status === 'draft' ? finalizeInvoice(context, id) : before;
  if (open.status === 'paid') {
    afterPayment(context, open);
    return context.inPath('invoice', id);
  }
  if (request.paid_out_of_band) return payElsewhere(context, open);
  const outcome = collectInvoice(context, id, {
    offSession: request.off_session ?? true,
    automatic: false,
    paymentMethod: request.payment_method,
  });
  if (outcome.outcome === 'no_method') throw noMethod();
  if (outcome.outcome === 'failed') throw declined(outcome, { keepsChanges: true });
  if (outcome.outcome === 'requires_action') {
    throw cardError({
      code: 'invoice_payment_intent_requires_action',
      message: 'This payment requires additional user action before it can be completed successfully.',
      payment_intent: outcome.paymentIntent,
    });
  }
  return context.inPath('invoice', id);
}

/** The money came another way: what was under way is given up. */
function payElsewhere(context: Context, open: Invoice): Invoice {
  cancelInvoicePayment(context, open.id);
  endRetries(context, open.id);
  context.store.update('invoice', open.id, { amount_paid_off_stripe: open.amount_remaining });
  const paid = recordPaid(context, open.id, { amount: open.amount_remaining, counts: false });
  afterPayment(context, paid);
  return context.inPath('invoice', open.id);
}

/** An open invoice that has nothing left to pay, for instance after a credit note, is paid. */
export function settleOpenInvoice(context: Context, id: string): Invoice {
  const open = context.inPath('invoice', id, 'invoice');
  if (open.status !== 'open' || open.amount_remaining > 0) return open;
  cancelInvoicePayment(context, id);
  endRetries(context, id);
  afterPayment(context, recordPaid(context, id));
  return context.inPath('invoice', id);
}
