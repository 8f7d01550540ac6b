import type { Context } from '../../account/context.js';

/** A bank that was to answer later has answered: the checkout that waits for it, if there is one, is told (stripe.md 2). */
export function settleCheckout(context: Context, paymentIntent: string, succeeds: boolean): void {
  const { store } = context;
  const invoice = store.get('sim.payment', paymentIntent)?.invoice;
  const waiting = [
    ...store.where('checkout.session', 'payment_intent', paymentIntent),
    ...(invoice ? store.where('checkout.session', 'invoice', invoice) : []),
  ].find(({ status, payment_status }) => status === 'complete' && payment_status === 'unpaid');
  if (!waiting) return;
  const settled = store.update('checkout.session', waiting.id, { payment_status: succeeds ? 'paid' : 'unpaid' });
  context.emit(`checkout.session.async_payment_${succeeds ? 'succeeded' : 'failed'}`, settled);
}
