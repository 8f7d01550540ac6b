import type { Context } from '../account/context.js';
import type { ChargeOutcome } from './paymentOutcome.js';

/** Is told when the payment of an invoice ends outside of collecting it: a browser confirmed it, its holder authenticated, a bank answered. */
export type PaymentListener = (context: Context, invoice: string, outcome: ChargeOutcome) => void;

let listener: PaymentListener | undefined;

/** Who keeps invoices registers here, once, when the simulator is put together. */
export function onInvoicePayment(listens: PaymentListener): void {
  listener = listens;
}

/** Tells of an outcome when it concerns an invoice. */
export function tellInvoice(context: Context, outcome: ChargeOutcome): void {
  const invoice = context.store.get('sim.payment', outcome.paymentIntent.id)?.invoice;
  if (invoice) listener?.(context, invoice, outcome);
}
