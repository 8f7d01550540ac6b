import type { Context } from '../../account/context.js';
import { settleInvoicePayment } from '../../payments/invoicePayments.js';
import type { Stored } from '../../store/storedObjects.js';

type Payment = Readonly<{
  /** Minor units that came with this payment. */
  amount: number;
  /** The payment intent it came by; none when it was paid elsewhere. */
  paymentIntent?: string;
  /** Whether this attempt counts. */
  counts: boolean;
}>;

/** Marks an open invoice paid, by a payment or because nothing was left to pay, and tells of it in Stripe's order. */
export function recordPaid(context: Context, id: string, payment?: Payment): Stored<'invoice'> {
  const before = context.inPath('invoice', id, 'invoice');
  const amountPaid = before.amount_paid + (payment?.amount ?? 0);
  const paid = context.store.put('invoice', {
    ...before,
    amount_paid: amountPaid,
    amount_remaining: Math.max(0, before.amount_due - amountPaid),
    amount_overpaid: Math.max(0, amountPaid - before.amount_due),
    attempt_count: before.attempt_count + (payment?.counts ? 1 : 0),
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...before.status_transitions, paid_at: context.now() },
  });
  context.emitChange('invoice.updated', before, paid);
  if (payment?.paymentIntent) settleInvoicePayment(context, payment.paymentIntent);
  context.emit('invoice.paid', paid);
  if (payment?.paymentIntent || !payment) context.emit('invoice.payment_succeeded', paid);
  return paid;
}
