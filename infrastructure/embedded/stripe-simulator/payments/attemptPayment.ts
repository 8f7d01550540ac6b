import type { Context } from '../account/context.js';
import type { Stored } from '../store/storedObjects.js';
import { chargeIntent } from './chargeIntent.js';
import { prepareInvoicePayment } from './invoicePayments.js';
import { payableMethod } from './payableMethod.js';
import type { PaymentOutcome } from './paymentOutcome.js';
import { referenceId } from './referenceId.js';

export type Collection = Readonly<{
  invoice: Stored<'invoice'>;
  /** Minor units; what remains unless given. */
  amount?: number;
  /** Named by the call, before every default. */
  paymentMethod?: string | null | undefined;
  subscriptionDefault?: string | null | undefined;
  /** Whether the buyer is away; on their own screen authentication is asked for more often. */
  offSession: boolean;
}>;

/**
 * Collects an open invoice: one intent for all tries, one charge for each. Tells of intent and charge; the invoice itself, and that
 * its payment has come (`settleInvoicePayment`), is the caller's.
 */
export function attemptPayment(context: Context, { invoice, amount, ...collection }: Collection): PaymentOutcome {
  const customer = referenceId(invoice.customer);
  if (customer === null) return { outcome: 'no_method' };
  const id = payableMethod(context, {
    customer,
    explicit: collection.paymentMethod,
    invoiceDefault: referenceId(invoice.default_payment_method),
    subscriptionDefault: collection.subscriptionDefault,
  });
  const method = id === null ? undefined : context.store.get('payment_method', id);
  if (!method) return { outcome: 'no_method' };
  const intent = prepareInvoicePayment(context, invoice, amount ?? invoice.amount_remaining);
  return chargeIntent(context, { intent, method, offSession: collection.offSession });
}
