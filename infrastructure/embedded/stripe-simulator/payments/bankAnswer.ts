import type { Context } from '../account/context.js';
import type { Stored } from '../store/storedObjects.js';
import { authorizeCard, type CardAnswer, type CardUse } from './cards/authorizeCard.js';
import { cardDecline } from './cards/cardDecline.js';
import { testCardOfFingerprint } from './cards/testCards.js';

export type BankAnswer = CardAnswer | Readonly<{ outcome: 'answers_later' }>;

/** The test card behind a stored payment method. */
export function testCardOf(method: Stored<'payment_method'>) {
  const card = testCardOfFingerprint(method.card?.fingerprint ?? '');
  if (!card) throw new Error(`${method.id} is no test card`);
  return card;
}

/** Takes the next outcome that was forced for this customer or for all, the customer's own first. */
function takeForced({ store }: Context, customer: string | null) {
  const fitting = store
    .all('sim.forced_payment')
    .filter((forced) => forced.customer === null || forced.customer === customer);
  const forced = fitting.find((one) => one.customer !== null) ?? fitting[0];
  if (!forced) return undefined;
  if (forced.times > 1) store.update('sim.forced_payment', forced.id, { times: forced.times - 1 });
  else store.delete('sim.forced_payment', forced.id);
  return forced;
}

/**
 * What the bank says to a charge: what was forced through `/_sim/payments/next`, else what the card does.
 * A payment that its holder just authenticated goes on as it was: it takes no second forced outcome.
 */
export function bankAnswer(
  context: Context,
  method: Stored<'payment_method'>,
  customer: string | null,
  use: Omit<CardUse, 'setUp'>,
): BankAnswer {
  const setUp = context.store.get('sim.payment_method', method.id)?.setUp ?? false;
  const forced = use.authenticated ? undefined : takeForced(context, customer);
  switch (forced?.outcome) {
    case 'succeed':
      return { outcome: 'approved' };
    case 'decline':
      return { outcome: 'declined', decline: cardDecline(forced.decline ?? 'generic_decline') };
    case 'timeout':
      return { outcome: 'declined', decline: cardDecline('issuer_not_available') };
    case 'requires_action':
      return { outcome: 'authentication_wanted' };
    case 'processing':
      return { outcome: 'answers_later' };
    case undefined:
      return authorizeCard(testCardOf(method), { ...use, setUp });
  }
}
