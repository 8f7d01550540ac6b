import type { Context } from '../../account/context.js';
import { recordAttempt } from '../../invoices/changes/recordAttempt.js';
import { recordPaid } from '../../invoices/changes/recordPaid.js';
import type { PaymentOutcome } from '../../payments/paymentOutcome.js';
import { afterPayment, afterPaymentFailure } from './afterInvoice.js';
import { endRetries, isRetried, scheduleRetry } from './dunning.js';
import { keepMethod } from './keepMethod.js';

/**
 * Writes what an attempt to collect an open invoice came to on the invoice and its subscription, and tells of it (stripe.md 5.8).
 * The first attempt counts however it came about, later ones only when they are `automatic`.
 */
export function recordOutcome(
  context: Context,
  invoiceId: string,
  outcome: PaymentOutcome,
  { automatic }: Readonly<{ automatic: boolean }>,
): void {
  const invoice = context.inPath('invoice', invoiceId, 'invoice');
  if (invoice.status !== 'open' && invoice.status !== 'uncollectible') return;
  const counts = automatic || invoice.attempt_count === 0;
  switch (outcome.outcome) {
    case 'succeeded': {
      const { id: paymentIntent, amount } = outcome.paymentIntent;
      endRetries(context, invoiceId);
      const paid = recordPaid(context, invoiceId, { amount, paymentIntent, counts });
      keepMethod(context, paid, outcome.paymentIntent);
      afterPayment(context, paid);
      return;
    }
    case 'processing':
      recordAttempt(context, invoiceId, { counts, nextAttempt: null, tells: [] });
      return;
    case 'requires_action': {
      const nextAttempt = isRetried(context, invoice) ? scheduleRetry(context, invoice, outcome) : null;
      const tells = ['invoice.payment_action_required', ...(context.settings.paymentFailedOnAction ? [FAILED] : [])];
      const tried = recordAttempt(context, invoiceId, { counts: automatic && invoice.attempted, nextAttempt, tells });
      afterPaymentFailure(context, tried, nextAttempt === null && isRetried(context, invoice));
      return;
    }
    case 'failed':
    case 'no_method': {
      const retried = isRetried(context, invoice);
      const waiting = !automatic && context.store.get('sim.dunning', invoiceId) !== undefined;
      const nextAttempt = waiting
        ? invoice.next_payment_attempt
        : retried
          ? scheduleRetry(context, invoice, outcome)
          : null;
      const tried = recordAttempt(context, invoiceId, { counts, nextAttempt, tells: [FAILED] });
      afterPaymentFailure(context, tried, retried && nextAttempt === null);
      return;
    }
  }
}

const FAILED = 'invoice.payment_failed';
