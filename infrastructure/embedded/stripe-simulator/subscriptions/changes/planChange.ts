import type { Context } from '../../account/context.js';
import { itemLine } from '../../invoices/lines/itemLine.js';
import type { LineTerms } from '../../invoices/lines/lineTerms.js';
import type { Stored } from '../../store/storedObjects.js';
import { isMetered } from '../items/itemTerms.js';
import { changesCost, type ItemChange } from '../items/requestedItems.js';
import { itemList } from '../objects/saveSubscription.js';
import { subscriptionItemObject } from '../objects/subscriptionItemObject.js';
import type { BilledItemRecord } from '../records/billedItemRecord.js';
import type { ChangeOutcome } from '../records/subscriptionRecord.js';
import { meteredLines } from '../usage/meteredLines.js';
import type { ChangeRequest } from './changeRequest.js';
import { type Cycle, cycleAfter } from './cycleAfter.js';
import { itemPeriod, keepsPeriod } from './itemPeriod.js';
import { netAmounts } from './netAmounts.js';
import { creditItem, debitItem } from './prorationItems.js';
import { usedItem } from './usedItem.js';

type Subscription = Stored<'subscription'>;
type Item = Stored<'subscription_item'>;

/** What a change comes to; nothing of it is written yet. A preview shows it, a call carries it out. */
export type ChangePlan = Readonly<{
  outcome: ChangeOutcome;
  /** Items to be invoiced: credits, debits, usage of prices that go. */
  pending: readonly Stored<'invoiceitem'>[];
  /** Lines of an invoice made now, beside everything that is pending. */
  lines: readonly LineTerms[];
  /** Whether an invoice is made now. */
  billsNow: boolean;
}>;

/** Works out what a change of items, anchor or trial makes of a subscription and of its bill (stripe.md 3.4). */
export function planChange(context: Context, subscription: Subscription, request: ChangeRequest): ChangePlan {
  const cycle = cycleAfter(context, subscription, request);
  const pairs = request.items.flatMap(({ before, after }) => {
    if (after === null) return [];
    return [{ before, item: changedItem(context, subscription, { before, after }, cycle) }];
  });
  const items = pairs.map(({ item }) => item);
  const after = { ...subscription, ...cycle.fields, items: itemList(subscription, items) };
  const net = netAmounts(context, after, items, request.discounts);
  const prorates = request.prorationBehavior !== 'none' && !isFree(subscription);
  const prorations = prorates ? prorationsOf(context, subscription, request, cycle, items, net) : [];
  const pending = [...prorations, ...usageOfPricesThatGo(context, subscription, request, cycle)];
  const lines = cycle.restarts ? restartLines(context, subscription, after) : [];
  const billed = items.flatMap((item) => billedAfter(context, request, cycle, item, net) ?? []);
  return { outcome: { items, billed, fields: cycle.fields }, pending, lines, billsNow: cycle.billsNow };
}

/** Whether nothing is billed of a subscription as it is. */
const isFree = ({ status }: Subscription): boolean => status === 'trialing' || status === 'paused';

function changedItem(
  context: Context,
  subscription: Subscription,
  { before, after }: ItemChange & { after: NonNullable<ItemChange['after']> },
  cycle: Cycle,
): Item {
  const price = context.inParameter('price', after.price, 'items');
  const kept = before && { start: before.current_period_start, end: before.current_period_end };
  const stays = kept && !cycle.restarts && !cycle.entersTrial && keepsPeriod(before, after, price);
  const period = stays ? kept : itemPeriod(price, cycle);
  return subscriptionItemObject(context, subscription.id, after, period);
}

/** Credits and debits of everything licensed that changes. */
function prorationsOf(
  context: Context,
  subscription: Subscription,
  request: ChangeRequest,
  cycle: Cycle,
  items: readonly Item[],
  net: ReadonlyMap<string, number>,
): Stored<'invoiceitem'>[] {
  const all = cycle.restarts || cycle.entersTrial;
  const changed = request.items.filter((change) => all || changesCost(change));
  const credits = changed.flatMap(({ before }) => {
    const debited = before && debitedOf(context, subscription, before);
    return before && debited ? [creditItem(context, subscription, before, debited, request.at)] : [];
  });
  if (all) return credits;
  const debits = changed.flatMap(({ before, after }) => {
    const item = items.find(({ id, price }) => (before ? id === before.id : price.id === after?.price));
    if (!after || !item || isMetered(item.price)) return [];
    return [debitItem(context, subscription, item, net.get(item.id) ?? 0, request.at)];
  });
  return [...credits, ...debits];
}

function usageOfPricesThatGo(
  context: Context,
  subscription: Subscription,
  request: ChangeRequest,
  cycle: Cycle,
): Stored<'invoiceitem'>[] {
  if (cycle.restarts || isFree(subscription) || subscription.billing_mode.type !== 'flexible') return [];
  return request.items.flatMap(({ before, after }) =>
    before && isMetered(before.price) && before.price.id !== after?.price
      ? usedItem(context, subscription, before)
      : [],
  );
}

/** What a credit goes back to: what was debited, or in classic billing what the item would cost now. */
function debitedOf(context: Context, subscription: Subscription, item: Item): Omit<BilledItemRecord, 'id'> | null {
  if (isMetered(item.price)) return null;
  const record = context.store.get('sim.billed_item', item.id) ?? null;
  if (subscription.billing_mode.type === 'flexible' || record === null) return record;
  const discounts = subscription.discounts.map((each) => (typeof each === 'string' ? each : each.id));
  const net = netAmounts(context, subscription, subscription.items.data, discounts).get(item.id) ?? 0;
  return { net, periodStart: item.current_period_start, periodEnd: item.current_period_end, source: record.source };
}

/** The first lines of a period that starts now: usage up to now, licensed items for the whole period. */
function restartLines(context: Context, before: Subscription, after: Subscription): LineTerms[] {
  const licensed = after.items.data.filter((item) => !isMetered(item.price));
  const used = before.status === 'trialing' ? [] : meteredLines(context, before, before.items.data, context.now());
  const coming = licensed.map((item) => {
    const period = { start: item.current_period_start, end: item.current_period_end };
    return itemLine(context, after, item, { quantity: item.quantity ?? 1, period });
  });
  return [...used, ...coming];
}

/** What an item counts as debited for after the change; undefined leaves what is known of it. */
function billedAfter(
  context: Context,
  request: ChangeRequest,
  cycle: Cycle,
  item: Item,
  net: ReadonlyMap<string, number>,
): BilledItemRecord | undefined {
  const change = request.items.find(({ before }) => before?.id === item.id);
  const isChanged = !change || changesCost(change);
  if (!isChanged && !cycle.restarts && !cycle.entersTrial) return undefined;
  const period = { periodStart: item.current_period_start, periodEnd: item.current_period_end, source: null };
  if (isMetered(item.price)) return { id: item.id, net: 0, ...period, periodStart: context.now() };
  if (cycle.trial) return { id: item.id, net: 0, ...period };
  if (request.prorationBehavior === 'none' && !cycle.restarts) return undefined;
  return { id: item.id, net: net.get(item.id) ?? 0, ...period };
}
