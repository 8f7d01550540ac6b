import type { Context } from '../../account/context.js';
import type { Stored } from '../../store/storedObjects.js';
import { type SetupIntentTerms, setupIntentObject } from './setupIntentObject.js';
import { clientSecretOf } from './startIntent.js';

type Wish = Pick<SetupIntentTerms, 'customer'> & Partial<SetupIntentTerms>;

/** Writes and tells a card that is to be kept for later. */
export function startSetup(context: Context, wish: Wish): Stored<'setup_intent'> {
  const id = context.newId('seti');
  const intent = context.store.put(
    'setup_intent',
    setupIntentObject({
      paymentMethod: null,
      usage: 'off_session',
      description: null,
      metadata: {},
      ...wish,
      id,
      clientSecret: clientSecretOf(context, id),
      created: context.now(),
    }),
  );
  context.emit('setup_intent.created', intent);
  return intent;
}

/** The card that a subscription without a payment at its start still wants (a trial, or nothing to pay yet). */
export const createPendingSetupIntent = (
  context: Context,
  { customer }: Readonly<{ customer: string; subscription: string }>,
): Stored<'setup_intent'> => startSetup(context, { customer });
