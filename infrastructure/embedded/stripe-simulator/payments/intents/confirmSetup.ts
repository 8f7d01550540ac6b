import type { Context } from '../../account/context.js';
import { cardError, invalidRequest } from '../../http/stripeErrors.js';
import type { Stored } from '../../store/storedObjects.js';
import { testCardOf } from '../bankAnswer.js';
import { type CardDecline, cardDecline } from '../cards/cardDecline.js';
import { keepingRefusal } from '../methods/attachMethod.js';
import { usableMethodIn } from '../methods/findMethod.js';
import { giveMethod, markSetUp } from '../methods/keepUsedMethod.js';
import { referenceId } from '../referenceId.js';
import { declineError } from './intentMoves.js';

type Setup = Stored<'setup_intent'>;

export const unexpectedSetupState = ({ status }: Pick<Setup, 'status'>, move: string) =>
  invalidRequest(`You cannot ${move} this SetupIntent because it has a status of ${status}.`, {
    code: 'setup_intent_unexpected_state',
  });

const CONFIRMABLE = new Set(['requires_payment_method', 'requires_confirmation', 'requires_action']);

/**
 * Asks the bank whether a card may be kept (docs.stripe.com/api/setup_intents/confirm).
 * @throws StripeError 402 when it refuses
 */
export function confirmSetup(
  context: Context,
  setup: Setup,
  { payment_method, return_url }: Readonly<{ payment_method?: string | undefined; return_url?: string | undefined }>,
): Setup {
  if (!CONFIRMABLE.has(setup.status)) throw unexpectedSetupState(setup, 'confirm');
  const named = payment_method ?? referenceId(setup.payment_method);
  if (named === null) {
    throw invalidRequest('You cannot confirm this SetupIntent because it is missing a payment method.', {
      code: 'setup_intent_unexpected_state',
    });
  }
  const method = usableMethodIn(context, named, referenceId(setup.customer));
  const tried: Setup = { ...setup, payment_method: method.id, last_setup_error: null };
  const refusal = keepingRefusal(method);
  if (refusal) {
    const failed = refuse(context, tried, method, refusal);
    const { code, declineCode: decline_code, message } = refusal;
    throw cardError({ code, decline_code, message, payment_method: method, setup_intent: failed });
  }
  return testCardOf(method).authentication === 'never'
    ? completeSetup(context, tried)
    : want(context, tried, return_url);
}

function want(context: Context, setup: Setup, returnUrl: string | undefined): Setup {
  const url = `${context.baseUrl}/authenticate/${setup.id}`;
  const wanting = context.store.put('setup_intent', {
    ...setup,
    status: 'requires_action',
    next_action:
      returnUrl === undefined
        ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
        : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } },
  });
  context.emit('setup_intent.requires_action', wanting);
  return wanting;
}

function refuse(context: Context, setup: Setup, method: Stored<'payment_method'>, why: CardDecline): Setup {
  const failed = context.store.put('setup_intent', {
    ...setup,
    last_setup_error: declineError(why, null, method),
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  context.emit('setup_intent.setup_failed', failed);
  return failed;
}

/** The card is the customer's now and may be charged while its holder is away. */
export function completeSetup(context: Context, setup: Setup): Setup {
  const method = context.inPath('payment_method', referenceId(setup.payment_method) ?? '');
  const customer = referenceId(setup.customer);
  if (customer !== null) giveMethod(context, method, customer);
  markSetUp(context, method.id);
  const done = context.store.put('setup_intent', { ...setup, next_action: null, status: 'succeeded' });
  context.emit('setup_intent.succeeded', done);
  for (const subscription of context.store.where('subscription', 'pending_setup_intent', setup.id)) {
    const saves = subscription.payment_settings?.save_default_payment_method === 'on_subscription';
    const after = context.store.update('subscription', subscription.id, {
      pending_setup_intent: null,
      ...(saves && { default_payment_method: method.id }),
    });
    context.emitChange('customer.subscription.updated', subscription, after);
  }
  return done;
}

/** The holder did, or did not, authenticate a card that is to be kept. */
export function finishSetup(context: Context, id: string, succeeds: boolean): Setup {
  const setup = context.inPath('setup_intent', id, 'intent');
  if (setup.status !== 'requires_action') throw unexpectedSetupState(setup, 'authenticate');
  if (succeeds) return completeSetup(context, setup);
  const method = context.inPath('payment_method', referenceId(setup.payment_method) ?? '');
  const why = { ...cardDecline('authentication_required'), code: 'setup_intent_authentication_failure' };
  return refuse(context, setup, method, why);
}
