import type { Context } from '../../account/context.js';
import { cardError, invalidRequest } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { chargeIntent } from '../chargeIntent.js';
import { usableMethodIn } from '../methods/findMethod.js';
import { tellInvoice } from '../paymentListener.js';
import type { ChargeOutcome } from '../paymentOutcome.js';
import { referenceId } from '../referenceId.js';
import { mayMove } from './intentMoves.js';

type Intent = Stored<'payment_intent'>;

export type Confirmation = Readonly<{
  payment_method?: string | undefined;
  off_session?: boolean | undefined;
  return_url?: string | undefined;
  error_on_requires_action?: boolean | undefined;
}>;

/** The refusal of a move that the intent's state does not allow. */
export const unexpectedState = (intent: Pick<Intent, 'status'>, move: string) =>
  invalidRequest(`You cannot ${move} this PaymentIntent because it has a status of ${intent.status}.`, {
    code: 'payment_intent_unexpected_state',
  });

/** The 402 of a payment that failed; what was written stays. */
export function paymentRefusal({ paymentIntent, charge, ...why }: Extract<ChargeOutcome, { outcome: 'failed' }>) {
  const { code, declineCode: decline_code, message } = why;
  const error = { code, decline_code, message, payment_intent: paymentIntent };
  return cardError({ ...error, ...(charge && { charge: charge.id }) });
}

/**
 * Tries a payment now (docs.stripe.com/api/payment_intents/confirm).
 * @throws StripeError 402 when the bank refuses, or wants the holder while nobody is there
 */
export function confirmIntent(context: Context, intent: Intent, confirmation: Confirmation): Intent {
  if (!mayMove('confirm', intent)) throw unexpectedState(intent, 'confirm');
  const named = confirmation.payment_method ?? referenceId(intent.payment_method);
  if (named === null) {
    throw invalidRequest('You cannot confirm this PaymentIntent because it is missing a payment method.', {
      code: 'payment_intent_unexpected_state',
    });
  }
  const offSession = confirmation.off_session ?? false;
  const outcome = chargeIntent(context, {
    intent,
    method: usableMethodIn(context, named, referenceId(intent.customer)),
    offSession,
    returnUrl: confirmation.return_url ?? null,
    declinesAction: offSession || confirmation.error_on_requires_action === true,
  });
  tellInvoice(context, outcome);
  if (outcome.outcome === 'failed') throw paymentRefusal(outcome);
  return outcome.paymentIntent;
}
