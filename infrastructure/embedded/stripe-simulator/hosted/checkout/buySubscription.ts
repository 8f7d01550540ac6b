import type { Context } from '../../account/context.js';
import { testCardOf } from '../../payments/bankAnswer.js';
import { wantsAuthentication } from '../../payments/cards/authorizeCard.js';
import { giveMethod, markSetUp } from '../../payments/methods/keepUsedMethod.js';
import type { Stored } from '../../store/storedObjects.js';
import { createSubscription } from '../../subscriptions/createSubscription.js';
import type { CheckoutRecord } from './checkoutRecord.js';

export type Bought = Readonly<{
  customer: string;
  /** Null when nothing is to be paid and no card was asked for. */
  method: Stored<'payment_method'> | null;
  lines: CheckoutRecord['lines'];
  data: CheckoutRecord['data'];
  discounts: readonly Readonly<{ coupon?: string; promotion_code?: string }>[];
}>;

const HERE = { offSession: false, setUp: false, authenticated: false };

/**
 * The page itself asks the holder to authenticate, so that the bank's answer to the first payment is the one after that.
 * @returns how to forget it when there was no payment
 */
function authenticatedOnPage(context: Context, customer: string, method: Stored<'payment_method'>): () => void {
  const card = testCardOf(method);
  if (!wantsAuthentication(card, HERE)) return () => undefined;
  const id = context.newId('forced');
  const outcome = card.declines ? 'decline' : 'succeed';
  context.store.put('sim.forced_payment', { id, outcome, decline: card.declines ?? null, times: 1, customer });
  return () => context.store.delete('sim.forced_payment', id);
}

/**
 * Starts the subscription that was bought, the card as its default.
 * @throws StripeError 402 when the bank refuses; nothing was bought then
 */
export function buySubscription(context: Context, purchase: Bought): Stored<'subscription'> {
  const { customer, method, lines, data, discounts } = purchase;
  const forget = method ? authenticatedOnPage(context, customer, method) : () => undefined;
  const card = method && giveMethod(context, method, customer);
  if (card) markSetUp(context, card.id);
  const subscription = createSubscription(context, {
    customer,
    items: lines.map(({ price, quantity }) => ({ price, ...(quantity !== null && { quantity }) })),
    default_payment_method: card?.id,
    discounts: discounts.length > 0 ? [...discounts] : undefined,
    metadata: { ...data.metadata },
    description: data.description ?? undefined,
    off_session: false,
    payment_behavior: 'error_if_incomplete',
    payment_settings: { save_default_payment_method: 'on_subscription' },
    ...(data.trialEnd !== null && { trial_end: data.trialEnd }),
    ...(data.trialPeriodDays !== null && { trial_period_days: data.trialPeriodDays }),
    ...(data.missingPaymentMethod !== null && {
      trial_settings: { end_behavior: { missing_payment_method: data.missingPaymentMethod } },
    }),
  });
  forget();
  return subscription;
}
