import type { Context } from '../../account/context.js';
import { attemptPayment } from '../../payments/attemptPayment.js';
import { payableMethod } from '../../payments/payableMethod.js';
import type { PaymentOutcome } from '../../payments/paymentOutcome.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { subscriptionOf } from '../life/subscriptionOf.js';
import { recordOutcome } from './recordOutcome.js';

export type Collecting = Readonly<{
  /** Nobody is there to authenticate. */
  offSession: boolean;
  /** By itself, not by a call. */
  automatic: boolean;
  paymentMethod?: string | undefined;
}>;

/** Tries to collect an open invoice and writes what came of it. */
export function collectInvoice(context: Context, id: string, how: Collecting): PaymentOutcome {
  const invoice = context.inPath('invoice', id, 'invoice');
  const outcome = isRefusedForGood(context, invoice, how)
    ? ({ outcome: 'no_method' } as const)
    : attemptPayment(context, {
        invoice,
        offSession: how.offSession,
        paymentMethod: how.paymentMethod,
        subscriptionDefault: defaultMethod(context, invoice),
      });
  recordOutcome(context, id, outcome, { automatic: how.automatic });
  return outcome;
}

/** The method that would be charged for an invoice. */
export const methodFor = (context: Context, invoice: Stored<'invoice'>): string | null =>
  payableMethod(context, {
    customer: referenceId(invoice.customer) ?? '',
    invoiceDefault: referenceId(invoice.default_payment_method),
    subscriptionDefault: defaultMethod(context, invoice),
  });

const defaultMethod = (context: Context, invoice: Stored<'invoice'>): string | null =>
  referenceId(subscriptionOf(context, invoice)?.default_payment_method ?? null);

/** After a hard decline the schedule runs on, but only another method is charged. */
function isRefusedForGood(context: Context, invoice: Stored<'invoice'>, { automatic }: Collecting): boolean {
  const refused = context.store.get('sim.dunning', invoice.id)?.refusedMethod ?? null;
  return automatic && refused !== null && methodFor(context, invoice) === refused;
}
