import type { SubscriptionEnded, SubscriptionStarted } from '../billing/billingAccount/billingAccount.events.js';
import type { AccessRestored, AccessRestricted } from '../billing/dunning/dunning.events.js';
import type {
  DisputeOpened,
  InvoicePaid,
  InvoicePaymentActionRequired,
  InvoicePaymentFailed,
  RefundSucceeded,
} from '../billing/invoice/invoice.events.js';
import type { InvoiceDueAnnounced, TrialEndingAnnounced } from '../billing/reminder/reminder.events.js';
import type { UsageThresholdReached } from '../billing/usage/usageBook.events.js';
import { writtenMoney as written } from '../writtenMoney.js';
import type { Notification } from './notification.js';
import { type NotifyingNotice, stripeNoticeNotifications } from './stripeNoticeNotifications.js';

export type NotifyingEvent =
  | SubscriptionStarted
  | SubscriptionEnded
  | InvoicePaid
  | InvoicePaymentFailed
  | UsageThresholdReached
  | AccessRestricted
  | AccessRestored
  | InvoicePaymentActionRequired
  | RefundSucceeded
  | DisputeOpened
  | TrialEndingAnnounced
  | InvoiceDueAnnounced
  | NotifyingNotice;

/** Every notification there is, by the event that causes it; undefined where an event is not worth telling. */
export const notificationCatalogue: {
  readonly [T in NotifyingEvent['type']]: (
    data: Extract<NotifyingEvent, { type: T }>['data'],
  ) => Notification | undefined;
} = {
  SubscriptionStarted: ({ subscription }) =>
    subscription.status === 'incomplete'
      ? undefined
      : {
          type: 'billing.subscriptionStarted',
          title: 'Your subscription has started',
          body: `You are on the ${subscription.planId ?? 'new'} plan.`,
          link: '/billing/subscription',
          urgency: 'normal',
        },
  SubscriptionEnded: ({ subscription }) => ({
    type: 'billing.subscriptionEnded',
    title: 'Your subscription has ended',
    body: `The ${subscription.planId ?? 'former'} plan is no longer active. Choose a plan to go on.`,
    link: '/billing/subscription',
    urgency: 'high',
  }),
  InvoicePaid: ({ invoice }) =>
    invoice.amountPaid === 0
      ? undefined
      : {
          type: 'billing.invoicePaid',
          title: 'Payment received',
          body: `${invoiceName(invoice.number)} over ${written({ amount: invoice.amountPaid, currency: invoice.currency })} has been paid.`,
          link: `/billing/invoices/${invoice.invoiceId}`,
          urgency: 'low',
        },
  InvoicePaymentFailed: ({ invoice, afterPayment }) =>
    afterPayment
      ? undefined
      : {
          type: 'billing.paymentFailed',
          title: 'A payment failed',
          body: `${invoiceName(invoice.number)} over ${written({ amount: invoice.amountDue, currency: invoice.currency })} could not be collected. Check your payment method.`,
          link: `/billing/invoices/${invoice.invoiceId}`,
          urgency: 'high',
        },
  AccessRestricted: ({ arrears }) => ({
    type: 'billing.accessRestricted',
    title: 'Access is restricted',
    body: `${invoiceName(arrears.number)} over ${written({ amount: arrears.amountDue, currency: arrears.currency })} could not be collected. Everything can be read; changes are possible again as soon as it is paid.`,
    link: `/billing/invoices/${arrears.invoiceId}`,
    urgency: 'high',
  }),
  AccessRestored: ({ invoiceId }) => ({
    type: 'billing.accessRestored',
    title: 'Access is back',
    body: 'Nothing is due any more, and everything works as before.',
    link: `/billing/invoices/${invoiceId}`,
    urgency: 'normal',
  }),
  InvoicePaymentActionRequired: ({ invoice }) => ({
    type: 'billing.paymentActionRequired',
    title: 'A payment has to be confirmed',
    body: `Your bank wants the payment of ${written({ amount: invoice.amountRemaining, currency: invoice.currency })} to be confirmed.`,
    link: `/billing/invoices/${invoice.invoiceId}`,
    urgency: 'high',
  }),
  RefundSucceeded: ({ refund }) => ({
    type: 'billing.refunded',
    title: 'A payment was given back',
    body: `${written({ amount: refund.amount, currency: refund.currency })} are on their way back to your payment method.`,
    link: refund.invoiceId === null ? '/billing' : `/billing/invoices/${refund.invoiceId}`,
    urgency: 'low',
  }),
  DisputeOpened: ({ dispute }) => ({
    type: 'billing.disputeOpened',
    title: 'A payment is disputed',
    body: `A payment of ${written({ amount: dispute.amount, currency: dispute.currency })} was disputed with the bank.`,
    link: dispute.invoiceId === null ? '/billing' : `/billing/invoices/${dispute.invoiceId}`,
    urgency: 'high',
  }),
  TrialEndingAnnounced: ({ trialEndsAt }) => ({
    type: 'billing.trialEnding',
    title: 'The trial ends soon',
    body: `Your trial ends on ${trialEndsAt.slice(0, 10)}. Make sure that a payment method is saved.`,
    link: '/billing/subscription',
    urgency: 'normal',
  }),
  InvoiceDueAnnounced: ({ invoiceId, number, dueAt, overdue, amountDue, currency }) => ({
    type: overdue ? 'billing.invoiceOverdue' : 'billing.invoiceDue',
    title: overdue ? 'An invoice is overdue' : 'An invoice is due soon',
    body: `${invoiceName(number)} over ${written({ amount: amountDue, currency })} ${overdue ? 'was' : 'is'} to be paid by ${dueAt.slice(0, 10)}.`,
    link: `/billing/invoices/${invoiceId}`,
    urgency: overdue ? 'high' : 'normal',
  }),
  ...stripeNoticeNotifications,
  UsageThresholdReached: ({ meter, threshold, quantity, included, limit }) => ({
    type: 'billing.usageThresholdReached',
    title: `${threshold} % of ${meter} used`,
    body: `${quantity} of ${included} units of ${meter} are used in this billing period. ${whatFollows(threshold, limit)}`,
    link: '/billing/usage',
    urgency: threshold === 100 ? 'high' : 'normal',
  }),
};

const whatFollows = (threshold: number, limit: 'hard' | 'soft'): string =>
  limit === 'soft'
    ? `Units beyond the included ones ${threshold === 100 ? 'are' : 'will be'} charged.`
    : `More than the included units ${threshold === 100 ? 'is' : 'will be'} refused.`;

const invoiceName = (number: string | null): string => (number === null ? 'An invoice' : `Invoice ${number}`);
