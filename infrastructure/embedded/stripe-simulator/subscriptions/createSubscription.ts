import type { Context } from '../account/context.js';
import { mergedMetadata } from '../http/parameters.js';
import { invalidRequest } from '../http/stripeErrors.js';
import { finalizeInvoice } from '../invoices/changes/finalizeInvoice.js';
import { refreshEntitlements } from '../payments/entitlements/refreshEntitlements.js';
import { createPendingSetupIntent } from '../payments/intents/startSetup.js';
import type { Stored } from '../store/storedObjects.js';
import { itemPeriod } from './changes/itemPeriod.js';
import { afterPayment } from './collection/afterInvoice.js';
import { noteBilledItems } from './collection/billedByInvoice.js';
import { methodFor } from './collection/collectInvoice.js';
import { collectNow } from './collection/collectNow.js';
import { scheduleFinalization } from './collection/scheduleFinalization.js';
import { makeSubscriptionInvoice } from './collection/subscriptionInvoice.js';
import { endUsedDiscounts, scheduleDiscountEnds } from './discounts/endDiscount.js';
import { redeemDiscounts } from './discounts/redeemDiscounts.js';
import { firstLines } from './firstInvoice.js';
import { requestedItems } from './items/requestedItems.js';
import { cancelTime } from './life/cancelTime.js';
import { remember } from './life/subscriptionOf.js';
import { scheduleWork } from './life/subscriptionWork.js';
import { itemList, saveSubscription } from './objects/saveSubscription.js';
import { subscriptionItemObject } from './objects/subscriptionItemObject.js';
import { subscriptionObject } from './objects/subscriptionObject.js';
import {
  billingModeOf,
  collectionOf,
  futureTime,
  methodOf,
  paymentSettings,
  taxRates,
  trialEndOf,
  trialSettings,
} from './startTerms.js';
import type { CreateRequest } from './subscriptionParameters.js';

type Subscription = Stored<'subscription'>;

/** Starts a subscription and collects its first invoice (stripe.md 3.1, 5.8). */
export function createSubscription(context: Context, params: CreateRequest): Subscription {
  if (params.payment_behavior === 'pending_if_incomplete') {
    throw invalidRequest('Invalid payment_behavior: `pending_if_incomplete` is for updates.', {
      param: 'payment_behavior',
    });
  }
  const subscription = newSubscription(context, params);
  const isAutomatic = subscription.collection_method === 'charge_automatically';
  const period = { start: context.now(), end: context.now() };
  const lines = firstLines(context, subscription, { prorates: params.proration_behavior !== 'none' });
  const draft = makeSubscriptionInvoice(context, subscription, { reason: 'subscription_create', lines, period });
  noteBilledItems(context, draft);
  const told = saveSubscription(context, { ...subscription, latest_invoice: draft.id });
  const waits = context.settings.emitCreatedAs === 'active' && told.status === 'incomplete';
  if (waits) remember(context, told.id, { untold: true });
  else context.emit('customer.subscription.created', told);
  context.emit('invoice.created', draft);
  scheduleWork(context, told);
  scheduleDiscountEnds(context, told);
  if (isAutomatic || draft.total === 0) collectFirst(context, draft.id, params);
  else scheduleFinalization(context, draft);
  endUsedDiscounts(context, told.id, draft);
  if (told.status === 'trialing') refreshEntitlements(context, params.customer);
  return tellCreation(context, told.id);
}

function newSubscription(context: Context, params: CreateRequest): Subscription {
  const customer = context.inParameter('customer', params.customer, 'customer');
  context.useClock(typeof customer.test_clock === 'string' ? customer.test_clock : null);
  const now = context.now();
  const trialEnd = trialEndOf(context, params);
  const collection = collectionOf(params);
  const anchor =
    trialEnd ??
    (params.billing_cycle_anchor === undefined
      ? now
      : futureTime(context, params.billing_cycle_anchor, 'billing_cycle_anchor'));
  const currency =
    params.currency ?? context.inParameter('price', params.items[0]?.price ?? '', 'items[0][price]').currency;
  const bare = subscriptionObject(context, {
    ...collection,
    billing_cycle_anchor: anchor,
    billing_mode: billingModeOf(context, params),
    currency,
    customer: customer.id,
    default_payment_method: methodOf(context, params.default_payment_method, customer.id),
    default_tax_rates: taxRates(context, params.default_tax_rates, 'default_tax_rates'),
    description: params.description ?? null,
    metadata: mergedMetadata({}, params.metadata),
    payment_settings: paymentSettings(params),
    status: trialEnd !== null ? 'trialing' : collection.collection_method === 'send_invoice' ? 'active' : 'incomplete',
    test_clock: customer.test_clock ?? null,
    trial_end: trialEnd,
    trial_settings: trialSettings(params),
    trial_start: trialEnd === null ? null : now,
  });
  const owner = { customer: customer.id, subscription: bare.id };
  const changes = requestedItems(context, [], params.items, { ...owner, currency });
  const cycle = {
    now,
    anchor,
    starts: anchor === now,
    trial: trialEnd === null ? null : { start: now, end: trialEnd },
  };
  const items = changes.flatMap(({ after }) => {
    if (!after) return [];
    const full = itemPeriod(context.inParameter('price', after.price, 'items'), cycle);
    return [
      subscriptionItemObject(context, bare.id, after, {
        start: now,
        end: Math.min(full.end, anchor > now ? anchor : full.end),
      }),
    ];
  });
  const discounts = redeemDiscounts(context, params.discounts ?? [], owner);
  const whole = { ...bare, discounts, items: itemList(bare, items) };
  return saveSubscription(context, { ...whole, ...cancelTime(context, whole, params) });
}

/** The first invoice is final at once and collected within the call, as far as its payment behavior lets it. */
function collectFirst(context: Context, invoice: string, params: CreateRequest): void {
  const open = finalizeInvoice(context, invoice);
  if (open.status === 'paid') {
    afterPayment(context, open);
    askForMethod(context, open);
    return;
  }
  collectNow(context, invoice, params.payment_behavior, { offSession: params.off_session ?? false, needsMethod: true });
}

/** Without money now, a setup intent lets the customer leave a card for later. */
function askForMethod(context: Context, invoice: Stored<'invoice'>): void {
  const id = invoice.parent?.subscription_details?.subscription;
  const subscription = typeof id === 'string' ? context.inPath('subscription', id) : undefined;
  if (subscription?.collection_method !== 'charge_automatically' || methodFor(context, invoice)) return;
  const customer = typeof subscription.customer === 'string' ? subscription.customer : subscription.customer.id;
  const intent = createPendingSetupIntent(context, { customer, subscription: subscription.id });
  context.store.update('subscription', subscription.id, { pending_setup_intent: intent.id });
}

function tellCreation(context: Context, id: string): Subscription {
  const subscription = context.inPath('subscription', id);
  const record = context.store.get('sim.subscription', id);
  if (record?.untold) {
    remember(context, id, { untold: false });
    context.emit('customer.subscription.created', subscription);
  }
  return subscription;
}
