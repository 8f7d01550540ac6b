import type {
  CheckoutChanged,
  CreditGranted,
  PaymentMethodSetupChanged,
  PaymentTried,
} from '../billing/stripeNotice/stripeNotice.events.js';
import { writtenMoney as written } from '../writtenMoney.js';
import type { Notification } from './notification.js';

export type NotifyingNotice = CheckoutChanged | PaymentMethodSetupChanged | CreditGranted | PaymentTried;

/** What people are told of things at Stripe that billing only watches; undefined where one is not worth telling. */
export const stripeNoticeNotifications: {
  readonly [T in NotifyingNotice['type']]: (
    data: Extract<NotifyingNotice, { type: T }>['data'],
  ) => Notification | undefined;
} = {
  PaymentTried: ({ observed: { invoiceId, status, amount, currency } }) =>
    // What an invoice asked for is told of with the invoice.
    invoiceId !== null || status === 'pending'
      ? undefined
      : {
          type: status === 'failed' ? 'billing.paymentFailed' : 'billing.paymentReceived',
          title: status === 'failed' ? 'A payment failed' : 'Payment received',
          body: `${written({ amount, currency })} ${status === 'failed' ? 'could not be collected. Check your payment method.' : 'have been paid.'}`,
          link: '/billing',
          urgency: status === 'failed' ? 'high' : 'low',
        },
  CheckoutChanged: ({ observed }) =>
    observed.payment !== 'failed'
      ? undefined
      : {
          type: 'billing.checkoutPaymentFailed',
          title: 'The payment for your purchase did not arrive',
          body: 'Your bank did not send the money. Buy again, or use another way to pay.',
          link: '/billing/subscription',
          urgency: 'high',
        },
  PaymentMethodSetupChanged: ({ observed: { status, code, message } }) => {
    if (status === 'requires_action') {
      return {
        type: 'billing.paymentMethodConfirmation',
        title: 'A payment method waits for your confirmation',
        body: 'Your bank wants you to confirm that it may be saved.',
        link: '/billing/payment-methods',
        urgency: 'normal',
      };
    }
    if (status !== 'requires_payment_method' || code === null) return undefined;
    return {
      type: 'billing.paymentMethodNotSaved',
      title: 'A payment method could not be saved',
      body: message ?? 'Your bank refused it. Try another one.',
      link: '/billing/payment-methods',
      urgency: 'normal',
    };
  },
  CreditGranted: ({ observed: { amount, currency, expiresAt } }) =>
    amount === null || currency === null
      ? undefined
      : {
          type: 'billing.creditGranted',
          title: 'You have credit for usage',
          body: `${written({ amount, currency })} are taken off what you use${expiresAt === null ? '' : ` until ${expiresAt.slice(0, 10)}`}.`,
          link: '/billing/usage',
          urgency: 'low',
        },
};
