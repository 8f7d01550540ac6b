import type { Context } from '../../account/context.js';
import type { WorkData, WorkHandler } from '../../clock/dueWork.js';
import { voidInvoice } from '../../invoices/changes/closeInvoice.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { dropHeldChange } from '../changes/heldChange.js';
import { abandonIncomplete, afterVoid } from '../collection/afterInvoice.js';
import { endDiscounts } from '../discounts/endDiscount.js';
import { isOver, recordOf, remember } from '../life/subscriptionOf.js';
import { changeSubscription } from '../objects/saveSubscription.js';
import { upcomingInvoice } from '../preview/upcomingInvoice.js';
import { endAtPeriodEnd } from './endAtPeriodEnd.js';
import { endTrial } from './endTrial.js';
import { renewSubscription } from './renewSubscription.js';

type Subscription = Stored<'subscription'>;

/** Does something to a subscription that is not over yet. */
const living =
  (work: (context: Context, subscription: Subscription, data: WorkData) => void): WorkHandler =>
  (context, data) => {
    const subscription = context.store.get('subscription', String(data.subscription));
    if (subscription && !isOver(subscription)) work(context, subscription, data);
  };

/** A period has ended: the subscription ends with it, its trial ends, or it is renewed. */
const renewal = living((context, subscription) => {
  const isEnd = subscription.cancel_at !== null && subscription.cancel_at <= context.now();
  if (isEnd) endAtPeriodEnd(context, subscription);
  else if (subscription.status === 'trialing') endTrial(context, subscription);
  else renewSubscription(context, subscription);
});

const trialWillEnd = living((context, subscription) => {
  if (subscription.status !== 'trialing') return;
  remember(context, subscription.id, { trialEndTold: subscription.trial_end });
  context.emit('customer.subscription.trial_will_end', subscription);
});

const upcoming = living((context, subscription) => {
  if (subscription.cancel_at !== null) return;
  const { id: _none, ...invoice } = upcomingInvoice(context, subscription);
  context.emit('invoice.upcoming', invoice);
});

const incomplete = living((context, subscription) => {
  if (subscription.status === 'incomplete') abandonIncomplete(context, subscription);
});

const heldChange = living((context, subscription) => {
  dropHeldChange(context, subscription);
});

/** The invoice of a resumption was not paid in time: the pause goes on. */
const resumption = living((context, subscription) => {
  const invoice = context.store.get('invoice', recordOf(context, subscription.id).resumption ?? '');
  if (invoice?.status === 'open') afterVoid(context, voidInvoice(context, invoice.id));
});

const collectionResumes = living((context, subscription) => {
  changeSubscription(context, subscription.id, { pause_collection: null });
});

const discountEnd = living((context, subscription, data) => {
  if (subscription.discounts.some((each) => referenceId(each) === data.discount)) {
    endDiscounts(context, subscription.id, [String(data.discount)]);
  }
});

/** What time does to subscriptions. */
export const subscriptionDueWork: Readonly<Record<string, WorkHandler>> = {
  'subscription.renewal': renewal,
  'subscription.trial_will_end': trialWillEnd,
  'subscription.upcoming': upcoming,
  'subscription.incomplete': incomplete,
  'subscription.held_change': heldChange,
  'subscription.resumption': resumption,
  'subscription.cancel': living((context, subscription) => endAtPeriodEnd(context, subscription)),
  'subscription.collection': collectionResumes,
  'subscription.discount_end': discountEnd,
};
