import type { Context } from '../../account/context.js';
import { cardError, invalidRequest } from '../../http/stripeErrors.js';
import { prepareInvoicePayment } from '../../payments/invoicePayments.js';
import type { PaymentOutcome } from '../../payments/paymentOutcome.js';
import { collectInvoice } from './collectInvoice.js';

export type PaymentBehavior =
  | 'allow_incomplete'
  | 'default_incomplete'
  | 'error_if_incomplete'
  | 'pending_if_incomplete'
  | undefined;

/**
 * Collects an invoice within the call that made it, as far as its `payment_behavior` lets it; undefined when nothing was tried.
 * @throws StripeError 402, taking everything back, when `error_if_incomplete` and the money did not come
 */
export function collectNow(
  context: Context,
  invoice: string,
  behavior: PaymentBehavior,
  { offSession, needsMethod = false }: Readonly<{ offSession: boolean; needsMethod?: boolean }>,
): PaymentOutcome | undefined {
  const open = context.inPath('invoice', invoice, 'invoice');
  if (open.status !== 'open' || open.amount_remaining === 0) return undefined;
  if (behavior === 'default_incomplete') {
    prepareInvoicePayment(context, open);
    return undefined;
  }
  const outcome = collectInvoice(context, invoice, { offSession, automatic: false });
  if (outcome.outcome === 'no_method' && (needsMethod || behavior === 'error_if_incomplete')) throw noMethod();
  if (behavior === 'error_if_incomplete') refuseFailure(outcome);
  return outcome;
}

export const noMethod = () =>
  invalidRequest(
    'This customer has no attached payment source or default payment method. Please consider adding a default payment method.',
    { code: 'resource_missing' },
  );

function refuseFailure(outcome: PaymentOutcome): void {
  if (outcome.outcome === 'requires_action') {
    throw cardError(
      {
        code: 'subscription_payment_intent_requires_action',
        message:
          'Payment for this subscription requires additional user action before it can be completed successfully.',
        payment_intent: outcome.paymentIntent,
      },
      { keepsChanges: false },
    );
  }
  if (outcome.outcome === 'failed') throw declined(outcome, { keepsChanges: false });
}

/** The answer to a call whose payment was declined. */
export const declined = (
  { code, declineCode, message, charge, paymentIntent }: Extract<PaymentOutcome, { outcome: 'failed' }>,
  keeps: Readonly<{ keepsChanges: boolean }>,
) =>
  cardError(
    { code, decline_code: declineCode, message, ...(charge && { charge: charge.id }), payment_intent: paymentIntent },
    keeps,
  );
