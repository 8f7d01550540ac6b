import type { Context } from '../account/context.js';
import type { Stored } from '../store/storedObjects.js';
import { canceled } from './intents/intentMoves.js';
import { startIntent } from './intents/startIntent.js';
import { referenceId } from './referenceId.js';

type Invoice = Stored<'invoice'>;

/** The payment of an invoice that is still open, null when there is none. */
export function openInvoicePayment({ store }: Context, invoice: string): Stored<'invoice_payment'> | null {
  return store.where('invoice_payment', 'invoice', invoice).find(({ status }) => status === 'open') ?? null;
}

/** The intent behind an invoice's payment. */
const intentOf = ({ store }: Context, payment: Stored<'invoice_payment'>): Stored<'payment_intent'> | undefined =>
  store.get('payment_intent', referenceId(payment.payment.payment_intent ?? null) ?? '');

const describe = ({ billing_reason: reason }: Invoice): string =>
  reason === 'subscription_create'
    ? 'Subscription creation'
    : reason === 'subscription_cycle' || reason === 'subscription_update'
      ? 'Subscription update'
      : 'Payment for Invoice';

/**
 * The intent that collects an invoice, made and told of when there is none yet; nothing is charged.
 * @param amount minor units still to be paid
 */
export function prepareInvoicePayment(
  context: Context,
  invoice: Invoice,
  amount = invoice.amount_remaining,
): Stored<'payment_intent'> {
  const open = openInvoicePayment(context, invoice.id);
  const known = open && intentOf(context, open);
  if (open && known) {
    if (known.amount === amount) return known;
    context.store.update('invoice_payment', open.id, { amount_requested: amount });
    return context.store.update('payment_intent', known.id, { amount });
  }
  const intent = startIntent(
    context,
    { amount, currency: invoice.currency, customer: referenceId(invoice.customer), description: describe(invoice) },
    { invoice: invoice.id },
  );
  context.store.put('invoice_payment', {
    id: context.newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: amount,
    created: context.now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
  return intent;
}

/** The invoice's payment has come: writes and tells `invoice_payment.paid`. */
export function settleInvoicePayment(context: Context, paymentIntent: string): Stored<'invoice_payment'> | null {
  const invoice = context.store.get('sim.payment', paymentIntent)?.invoice;
  const open = invoice ? openInvoicePayment(context, invoice) : null;
  if (!open) return null;
  const paid = context.store.update('invoice_payment', open.id, {
    amount_paid: open.amount_requested,
    status: 'paid',
    status_transitions: { canceled_at: null, paid_at: context.now() },
  });
  context.emit('invoice_payment.paid', paid);
  return paid;
}

/** Nobody will pay the invoice this way any more: it was voided, or paid otherwise. */
export function cancelInvoicePayment(context: Context, invoice: string): void {
  const open = openInvoicePayment(context, invoice);
  const intent = open && intentOf(context, open);
  if (!open || !intent) return;
  const transitions = { canceled_at: context.now(), paid_at: null };
  context.store.update('invoice_payment', open.id, { status: 'canceled', status_transitions: transitions });
  const gone = context.store.put('payment_intent', canceled(intent, context.now(), 'void_invoice'));
  context.emit('payment_intent.canceled', gone);
}

/** What a browser needs to pay an open invoice; null when nothing is to be paid. */
export function confirmationSecretOf(context: Context, invoice: string) {
  const open = openInvoicePayment(context, invoice);
  const secret = open && intentOf(context, open)?.client_secret;
  return secret ? { client_secret: secret, type: 'payment_intent' } : null;
}
