import type { Context } from '../../account/context.js';
import { invalidRequest } from '../../http/stripeErrors.js';
import { itemLine } from '../../invoices/lines/itemLine.js';
import { referenceId } from '../../payments/referenceId.js';
import type { Stored } from '../../store/storedObjects.js';
import { creditsOf } from '../cancelSubscription.js';
import { itemPeriod } from '../changes/itemPeriod.js';
import { planChange } from '../changes/planChange.js';
import { changeRequestOf, changesBilling } from '../changes/requestedChange.js';
import { isMetered } from '../items/itemTerms.js';
import { requestedItems } from '../items/requestedItems.js';
import { isOver } from '../life/subscriptionOf.js';
import { itemList } from '../objects/saveSubscription.js';
import { subscriptionItemObject } from '../objects/subscriptionItemObject.js';
import { subscriptionObject } from '../objects/subscriptionObject.js';
import { planResumption } from '../resumeSubscription.js';
import { billingModeOf, taxRates } from '../startTerms.js';
import type { PreviewDetails } from '../subscriptionParameters.js';
import { meteredLines } from '../usage/meteredLines.js';
import { upcomingInvoice } from './upcomingInvoice.js';

type Subscription = Stored<'subscription'>;
type Invoice = Stored<'invoice'>;

/** What a subscription would be invoiced next, with the changes asked about; nothing is written. */
export function previewSubscription(
  context: Context,
  subscription: Subscription,
  details: PreviewDetails,
  { discounts, recurring }: Readonly<{ discounts: readonly string[] | undefined; recurring: boolean }>,
): Invoice {
  context.useClock(referenceId(subscription.test_clock));
  if (isOver(subscription)) throw noneUpcoming();
  const extras = { recurring, ...(discounts && { discounts }) };
  if (details.cancel_now) {
    const lines = meteredLines(context, subscription, subscription.items.data, context.now());
    const pending =
      details.proration_behavior === 'none'
        ? []
        : creditsOf(context, subscription, details.proration_date ?? context.now());
    return upcomingInvoice(context, subscription, { ...extras, pending, lines });
  }
  if (details.resume_at !== undefined) {
    const anchor = details.billing_cycle_anchor?.type === 'unchanged' ? 'unchanged' : 'now';
    const behavior = details.proration_behavior === 'none' ? 'none' : 'always_invoice';
    const at = details.proration_date ?? context.now();
    const plan = planResumption(context, subscription, { anchor, behavior, at });
    return upcomingInvoice(context, subscription, { ...extras, pending: plan.pending, lines: plan.lines });
  }
  if (!changesBilling(details)) {
    const ends = details.cancel_at_period_end ?? subscription.cancel_at !== null;
    if (ends && details.cancel_at_period_end !== false)
      return upcomingInvoice(context, subscription, { ...extras, lines: [] });
    return upcomingInvoice(context, subscription, { ...extras });
  }
  const plan = planChange(context, subscription, changeRequestOf(context, subscription, details));
  const after = { ...subscription, ...plan.outcome.fields, items: itemList(subscription, [...plan.outcome.items]) };
  const madeNow = plan.billsNow ? { lines: plan.lines } : {};
  return upcomingInvoice(context, after, { ...extras, pending: plan.pending, ...madeNow });
}

export const noneUpcoming = () =>
  invalidRequest('No upcoming invoices for customer', { code: 'invoice_upcoming_none' });

/** The first invoice of a subscription that is not there yet. */
export function previewNewSubscription(
  context: Context,
  customer: Stored<'customer'>,
  details: PreviewDetails,
  discounts: readonly string[],
): Invoice {
  context.useClock(referenceId(customer.test_clock ?? null));
  const now = context.now();
  const trialEnd = typeof details.trial_end === 'number' ? details.trial_end : null;
  const changes = requestedItems(context, [], details.items ?? [], {
    customer: customer.id,
    subscription: '',
    currency: null,
  });
  const currency = context.inParameter(
    'price',
    changes[0]?.after?.price ?? '',
    'subscription_details[items][0][price]',
  ).currency;
  const bare = subscriptionObject(context, {
    billing_cycle_anchor: trialEnd ?? now,
    billing_mode: billingModeOf(context, { customer: customer.id, items: [], billing_mode: details.billing_mode }),
    collection_method: 'charge_automatically',
    currency,
    customer: customer.id,
    days_until_due: null,
    default_payment_method: null,
    default_tax_rates: taxRates(context, details.default_tax_rates, 'subscription_details[default_tax_rates]'),
    description: null,
    metadata: {},
    payment_settings: null,
    status: trialEnd === null ? 'active' : 'trialing',
    test_clock: customer.test_clock ?? null,
    trial_end: trialEnd,
    trial_settings: null,
    trial_start: trialEnd === null ? null : now,
  });
  const cycle = {
    now,
    anchor: trialEnd ?? now,
    starts: true,
    trial: trialEnd === null ? null : { start: now, end: trialEnd },
  };
  const items = changes.flatMap(({ after }) =>
    after
      ? [
          subscriptionItemObject(
            context,
            bare.id,
            after,
            itemPeriod(context.inParameter('price', after.price, 'items'), cycle),
          ),
        ]
      : [],
  );
  const whole = { ...bare, discounts: [...discounts], items: itemList(bare, items) };
  const lines = items
    .filter((item) => !isMetered(item.price))
    .map((item) => {
      const period = { start: item.current_period_start, end: item.current_period_end };
      const free = trialEnd === null ? {} : { amount: 0 };
      return itemLine(context, whole, item, { quantity: item.quantity ?? 1, period, ...free });
    });
  return upcomingInvoice(context, whole, { lines, discounts });
}
