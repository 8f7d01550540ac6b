import type { Context } from '../../account/context.js';
import { confirmIntent } from '../../payments/intents/confirmIntent.js';
import { completeSetup } from '../../payments/intents/confirmSetup.js';
import { finishAuthentication } from '../../payments/intents/finishIntent.js';
import { startIntent } from '../../payments/intents/startIntent.js';
import { startSetup } from '../../payments/intents/startSetup.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import type { Discount } from './buyerChoices.js';
import { buySubscription } from './buySubscription.js';
import type { CheckoutLine, CheckoutRecord } from './checkoutRecord.js';

type Session = Stored<'checkout.session'>;

export type Purchase = Readonly<{
  session: Session;
  customer: string;
  method: Stored<'payment_method'> | null;
  lines: readonly CheckoutLine[];
  discounts: readonly Discount[];
  data: CheckoutRecord['data'];
  /** What is to be paid now, in minor units. */
  total: number;
}>;

/**
 * Makes what a session is for: a subscription, a payment, or a card kept for later.
 * @returns the session's fields that name it
 * @throws StripeError 402 when the bank refuses
 */
export function makePurchase(context: Context, purchase: Purchase): Partial<Session> {
  switch (purchase.session.mode) {
    case 'subscription':
      return subscribe(context, purchase);
    case 'payment':
      return pay(context, purchase);
    default:
      return keepCard(context, purchase);
  }
}

function subscribe(context: Context, { discounts, ...purchase }: Purchase): Partial<Session> {
  const wanted = discounts.map(({ coupon, promotion_code }) =>
    promotion_code === null ? { coupon: coupon ?? '' } : { promotion_code },
  );
  const bought = buySubscription(context, { ...purchase, discounts: wanted });
  return { invoice: referenceId(bought.latest_invoice), subscription: bought.id };
}

function pay(context: Context, { session, customer, method, data, total }: Purchase): Partial<Session> {
  const intent = startIntent(context, {
    amount: total,
    currency: session.currency ?? '',
    customer,
    setupFutureUsage: data.setupFutureUsage,
    description: data.description,
    metadata: { ...data.metadata },
  });
  const tried = confirmIntent(context, intent, { payment_method: method?.id });
  if (tried.status === 'requires_action') finishAuthentication(context, intent.id, true);
  return { payment_intent: intent.id };
}

function keepCard(context: Context, { customer, method, data }: Purchase): Partial<Session> {
  const setup = startSetup(context, {
    customer,
    paymentMethod: method?.id ?? null,
    description: data.description,
    metadata: { ...data.metadata },
  });
  completeSetup(context, setup);
  return { setup_intent: setup.id };
}
