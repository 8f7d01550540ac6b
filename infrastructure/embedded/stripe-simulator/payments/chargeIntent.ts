import type { Context } from '../account/context.js';
import type { Stored } from '../store/storedObjects.js';
import { bankAnswer, testCardOf } from './bankAnswer.js';
import { type CardDecline, cardDecline } from './cards/cardDecline.js';
import { recordCharge } from './charges/recordCharge.js';
import { openDispute } from './disputes/openDispute.js';
import { awaited, declineError, held, received, refused, wantingAction } from './intents/intentMoves.js';
import { keepUsedMethod } from './methods/keepUsedMethod.js';
import { clockOf } from './ofCustomer.js';
import type { ChargeOutcome } from './paymentOutcome.js';
import { referenceId } from './referenceId.js';

type Intent = Stored<'payment_intent'>;
type Method = Stored<'payment_method'>;

export type ChargeTry = Readonly<{
  intent: Intent;
  method: Method;
  offSession: boolean;
  /** The holder has just authenticated. */
  authenticated?: boolean;
  /** Where the browser goes after authenticating. */
  returnUrl?: string | null;
  /** Whether a wanted authentication is a decline at once, as for a payment while nobody is there. */
  declinesAction?: boolean;
}>;

/** Seconds until a bank that answers later has answered by itself. */
const ANSWER_DELAY = 3 * 86_400;

/** Tries to take an intent's money from a method: writes intent and charge, and tells of them in the order of stripe.md 5.8. */
export function chargeIntent(context: Context, attempt: ChargeTry): ChargeOutcome {
  const { method, offSession, authenticated = false } = attempt;
  const intent = context.store.put('payment_intent', { ...attempt.intent, payment_method: method.id });
  context.store.update('sim.payment', intent.id, { method: method.id, offSession });
  const answer = bankAnswer(context, method, referenceId(intent.customer), { offSession, authenticated });
  switch (answer.outcome) {
    case 'approved':
      return approve(context, intent, method, authenticated);
    case 'declined':
      return decline(context, intent, method, answer.decline);
    case 'answers_later':
      return awaitAnswer(context, intent, method);
    case 'authentication_wanted':
      return wantAction(context, intent, method, attempt);
  }
}

function approve(context: Context, intent: Intent, method: Method, authenticated: boolean): ChargeOutcome {
  const holds = intent.capture_method === 'manual';
  const charge = recordCharge(context, { intent, method, result: holds ? 'authorized' : 'captured', authenticated });
  context.emit('charge.succeeded', charge);
  const paid = holds ? held(intent, charge.id) : received(intent, charge.id, intent.amount);
  const paymentIntent = context.store.put('payment_intent', paid);
  keepUsedMethod(context, paymentIntent, method);
  const { disputes } = testCardOf(method);
  if (disputes && !holds) openDispute(context, charge, { reason: disputes });
  context.emit(holds ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', paymentIntent);
  return { outcome: 'succeeded', paymentIntent, charge: context.inPath('charge', charge.id) };
}

/** Writes and tells that the bank refused. */
export function decline(
  context: Context,
  intent: Intent,
  method: Method,
  why: CardDecline,
  pending?: Stored<'charge'>,
): ChargeOutcome {
  const charge = pending ?? recordCharge(context, { intent, method, result: why, authenticated: false });
  context.emit('charge.failed', charge);
  const paymentIntent = context.store.put(
    'payment_intent',
    refused(intent, declineError(why, charge.id, method), charge.id),
  );
  context.emit('payment_intent.payment_failed', paymentIntent);
  const { code, declineCode, message, retryable } = why;
  return { outcome: 'failed', paymentIntent, charge, code, declineCode, message, retryable };
}

function awaitAnswer(context: Context, intent: Intent, method: Method): ChargeOutcome {
  const charge = recordCharge(context, { intent, method, result: 'pending', authenticated: false });
  context.emit('charge.pending', charge);
  const paymentIntent = context.store.put('payment_intent', awaited(intent, charge.id));
  context.emit('payment_intent.processing', paymentIntent);
  const at = context.now() + ANSWER_DELAY;
  const testClock = clockOf(context, referenceId(intent.customer));
  context.schedule({
    key: `settle:${intent.id}`,
    kind: 'payment.settle',
    at,
    testClock,
    data: { paymentIntent: intent.id },
  });
  return { outcome: 'processing', paymentIntent, charge };
}

function wantAction(context: Context, intent: Intent, method: Method, attempt: ChargeTry): ChargeOutcome {
  if (attempt.declinesAction) return decline(context, intent, method, cardDecline('authentication_required'));
  const url = `${context.baseUrl}/authenticate/${intent.id}`;
  const paymentIntent = context.store.put('payment_intent', wantingAction(intent, attempt.returnUrl ?? null, url));
  context.emit('payment_intent.requires_action', paymentIntent);
  return { outcome: 'requires_action', paymentIntent, clientSecret: paymentIntent.client_secret ?? '' };
}
