import type { Context } from '../../account/context.js';
import { costOf } from '../../invoices/lines/itemLine.js';
import type { Stored } from '../../store/storedObjects.js';
import { isMetered } from '../items/itemTerms.js';
import type { ItemChange } from '../items/requestedItems.js';
import type { ChangeRequest } from './changeRequest.js';
import { sameInterval } from './itemPeriod.js';

type Subscription = Stored<'subscription'>;

/** The billing cycle that a change leaves. */
export type Cycle = Readonly<{
  now: number;
  anchor: number;
  /** A new period starts now, and is billed whole. */
  restarts: boolean;
  /** The same, by the name `itemPeriod` knows. */
  starts: boolean;
  /** A trial begins. */
  entersTrial: boolean;
  trial: Readonly<{ start: number; end: number }> | null;
  billsNow: boolean;
  fields: Partial<Subscription>;
}>;

/** Whether the anchor moves, a trial begins or ends, and an invoice is made at once (stripe.md 3.4). */
export function cycleAfter(context: Context, subscription: Subscription, request: ChangeRequest): Cycle {
  const now = context.now();
  const isTrialing = subscription.status === 'trialing';
  const endsTrial = isTrialing && request.trialEnd === 'now';
  const newTrialEnd = typeof request.trialEnd === 'number' ? request.trialEnd : null;
  const entersTrial = newTrialEnd !== null;
  const staysInTrial = isTrialing && !endsTrial;
  const classic = subscription.billing_mode.type === 'classic';
  const isPaused = subscription.status === 'paused';
  const atOnce =
    !staysInTrial && !isPaused && (changesInterval(context, request.items) || becomesPaid(context, request.items));
  const restarts =
    !entersTrial && (endsTrial || (!staysInTrial && !isPaused && request.anchor === 'now') || (classic && atOnce));
  const prorates = request.prorationBehavior !== 'none';
  const always = request.prorationBehavior === 'always_invoice' && !isPaused && !staysInTrial && !entersTrial;
  const anchor = entersTrial ? newTrialEnd : restarts ? now : subscription.billing_cycle_anchor;
  const start = subscription.trial_start ?? now;
  const end = newTrialEnd ?? subscription.trial_end ?? now;
  return {
    now,
    anchor,
    restarts,
    starts: restarts,
    entersTrial,
    trial: entersTrial || staysInTrial ? { start: isTrialing ? start : now, end } : null,
    billsNow: restarts || always || (prorates && atOnce) || (entersTrial && !isTrialing),
    fields: {
      billing_cycle_anchor: anchor,
      ...(endsTrial && { status: 'active', trial_end: now }),
      ...(entersTrial && { status: 'trialing', trial_start: isTrialing ? start : now, trial_end: newTrialEnd }),
    },
  };
}

const changesInterval = (context: Context, items: readonly ItemChange[]): boolean =>
  items.some(({ before, after }) => {
    const price = after && context.store.get('price', after.price);
    return before !== null && price != null && !sameInterval(before.price, price);
  });

/** From nothing to pay for a period to something. */
function becomesPaid(context: Context, items: readonly ItemChange[]): boolean {
  const before = items.reduce(
    (all, item) => all + (item.before ? cost(item.before.price, item.before.quantity) : 0),
    0,
  );
  const after = items.reduce((all, item) => {
    const price = item.after && context.store.get('price', item.after.price);
    return all + (price ? cost(price, item.after?.quantity) : 0);
  }, 0);
  return before === 0 && after > 0;
}

const cost = (price: Stored<'price'>, quantity: number | undefined): number =>
  isMetered(price) ? 0 : costOf(price, quantity ?? 1);
