import type { Context } from '../../account/context.js';
import { charactersOf } from '../../account/ids.js';
import type { Stored } from '../../store/storedObjects.js';
import { type PaymentIntentTerms, paymentIntentObject } from './paymentIntentObject.js';

type Wish = Pick<PaymentIntentTerms, 'amount' | 'currency' | 'customer'> & Partial<PaymentIntentTerms>;

const SECRET_LENGTH = 25;

/** What a browser proves itself with; it follows from the id, so that the same seed tells the same story. */
export const clientSecretOf = (context: Context, id: string): string =>
  `${id}_secret_${charactersOf(`${context.account.seed}|secret|${id}`, SECRET_LENGTH)}`;

/** Writes and tells a new payment. */
export function startIntent(
  context: Context,
  wish: Wish,
  { invoice = null }: Readonly<{ invoice?: string | null }> = {},
): Stored<'payment_intent'> {
  const id = context.newId('pi');
  const intent = context.store.put(
    'payment_intent',
    paymentIntentObject({
      paymentMethod: null,
      captureMethod: 'automatic_async',
      confirmationMethod: 'automatic',
      setupFutureUsage: null,
      description: null,
      receiptEmail: null,
      metadata: {},
      ...wish,
      id,
      clientSecret: clientSecretOf(context, id),
      created: context.now(),
    }),
  );
  context.store.put('sim.payment', { id, invoice, method: wish.paymentMethod ?? null, offSession: invoice !== null });
  context.emit('payment_intent.created', intent);
  return intent;
}
