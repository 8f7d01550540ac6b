import type { Context } from '../../account/context.js';
import { settleCheckout } from '../../hosted/checkout/settleCheckout.js';
import { cardDecline } from '../cards/cardDecline.js';
import { chargeIntent, decline } from '../chargeIntent.js';
import { recordIncome } from '../charges/recordCharge.js';
import { tellInvoice } from '../paymentListener.js';
import type { ChargeOutcome } from '../paymentOutcome.js';
import { referenceId } from '../referenceId.js';
import { received } from './intentMoves.js';

/** The intent with the method it is being tried with. */
function underWay(context: Context, id: string) {
  const intent = context.inPath('payment_intent', id, 'intent');
  const method = context.inPath('payment_method', context.inPath('sim.payment', id).method ?? '');
  return { intent, method };
}

/** The holder did, or did not, authenticate a payment that waited for it. */
export function finishAuthentication(context: Context, id: string, succeeds: boolean): ChargeOutcome {
  const { intent, method } = underWay(context, id);
  const failed = { ...cardDecline('authentication_required'), code: 'payment_intent_authentication_failure' };
  const outcome = succeeds
    ? chargeIntent(context, { intent, method, offSession: false, authenticated: true })
    : decline(context, intent, method, failed);
  tellInvoice(context, outcome);
  return outcome;
}

/** The bank gives the answer that a payment was waiting for. */
export function finishProcessing(context: Context, id: string, succeeds: boolean): ChargeOutcome {
  const { intent, method } = underWay(context, id);
  const pending = context.inPath('charge', referenceId(intent.latest_charge) ?? '');
  context.cancel(`settle:${id}`);
  const outcome = succeeds
    ? settle(context, id)
    : decline(context, intent, method, cardDecline('generic_decline'), fail());
  tellInvoice(context, outcome);
  settleCheckout(context, id, succeeds);
  return outcome;

  function fail() {
    const { code, message } = cardDecline('generic_decline');
    const failure = { failure_code: code, failure_message: message };
    return context.store.update('charge', pending.id, { status: 'failed', ...failure });
  }
}

function settle(context: Context, id: string): ChargeOutcome {
  const intent = context.inPath('payment_intent', id, 'intent');
  const pending = context.inPath('charge', referenceId(intent.latest_charge) ?? '');
  const income = recordIncome(context, pending, pending.amount);
  const settled = { amount_captured: pending.amount, captured: true, paid: true, status: 'succeeded' } as const;
  const charge = context.store.update('charge', pending.id, { ...settled, balance_transaction: income.id });
  context.emit('charge.succeeded', charge);
  const paymentIntent = context.store.put('payment_intent', received(intent, charge.id, charge.amount));
  context.emit('payment_intent.succeeded', paymentIntent);
  return { outcome: 'succeeded', paymentIntent, charge };
}
