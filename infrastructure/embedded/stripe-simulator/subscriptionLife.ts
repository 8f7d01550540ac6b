import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import type { SimulatedEvent, SimulatedEventType } from './eventObject.js';
import { invoiceObject } from './invoiceObject.js';
import type { PriceTerms } from './priceObject.js';
import { subscriptionObject } from './subscriptionObject.js';

export type LifeOptions = Readonly<{
  /** Ids are derived from it: the same seed tells the same story. */
  seed: string;
  organizationId: string;
  price: PriceTerms;
  quantity: number;
  /** When the subscription starts, on a day that every month has. */
  startsAt: Date;
}>;

const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const monthsLater = (date: Date, months: number): Date =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate(), date.getUTCHours()));

/** What Stripe tells of one subscription, event by event, in the order things happen. */
export function subscriptionLife({ seed, organizationId, price, quantity, startsAt }: LifeOptions) {
  const token = (what: string) => createHash('sha256').update(`${seed}|${what}`).digest('hex').slice(0, 24);
  const customer = `cus_${token('customer').slice(0, 14)}`;
  const subscription = `sub_${token('subscription')}`;
  const common = { customer, organizationId, price, quantity };

  const event = (type: SimulatedEventType, at: Date, object: SimulatedEvent['object'], what = ''): SimulatedEvent => ({
    id: `evt_${token(`${type}|${seconds(at)}|${what}`)}`,
    type,
    created: seconds(at),
    object,
  });

  const subscriptionIn = (month: number, status: Stripe.Subscription.Status, endedAt?: Date) =>
    subscriptionObject({
      ...common,
      id: subscription,
      status,
      startedAt: seconds(startsAt),
      periodStart: seconds(monthsLater(startsAt, month)),
      periodEnd: seconds(monthsLater(startsAt, month + 1)),
      ...(endedAt && { endedAt: seconds(endedAt) }),
    });

  const invoiceOf = (month: number, attemptCount: number, paidAt?: Date) =>
    invoiceObject({
      ...common,
      id: `in_${token(`invoice|${month}`)}`,
      number: `${token('prefix').slice(0, 8).toUpperCase()}-${String(month + 1).padStart(4, '0')}`,
      subscription,
      billingReason: month === 0 ? 'subscription_create' : 'subscription_cycle',
      createdAt: seconds(monthsLater(startsAt, month)),
      periodStart: seconds(monthsLater(startsAt, Math.max(0, month - 1))),
      periodEnd: seconds(monthsLater(startsAt, month)),
      attemptCount,
      ...(paidAt
        ? { paidAt: seconds(paidAt) }
        : { nextPaymentAttempt: seconds(monthsLater(startsAt, month)) + 86_400 }),
    });

  return {
    customer,
    subscription,
    started: () => event('customer.subscription.created', startsAt, subscriptionIn(0, 'active')),
    renewed: (month: number, status: Stripe.Subscription.Status = 'active') =>
      event('customer.subscription.updated', monthsLater(startsAt, month), subscriptionIn(month, status), status),
    ended: (month: number) => {
      const at = monthsLater(startsAt, month);
      return event('customer.subscription.deleted', at, subscriptionIn(month - 1, 'canceled', at));
    },
    paymentFailed: (month: number, attempt = 1) =>
      event('invoice.payment_failed', monthsLater(startsAt, month), invoiceOf(month, attempt), String(attempt)),
    paid: (month: number, attempt = 1) => {
      const at = monthsLater(startsAt, month);
      return event('invoice.paid', at, invoiceOf(month, attempt, at));
    },
  };
}
