import type { SubscriptionEnded } from '../../billing/billingAccount/billingAccount.events.js';
import type {
  AccessRestored,
  AccessRestricted,
  DunningStarted,
  DunningStepTaken,
} from '../../billing/dunning/dunning.events.js';
import type {
  InvoicePaid,
  InvoicePaymentActionRequired,
  RefundSucceeded,
} from '../../billing/invoice/invoice.events.js';
import type { InvoiceDueAnnounced, TrialEndingAnnounced } from '../../billing/reminder/reminder.events.js';
import { type WrittenMail, writeMail } from './mailTemplates.js';

export type MailedEvent =
  | DunningStarted
  | DunningStepTaken
  | AccessRestricted
  | AccessRestored
  | InvoicePaid
  | InvoicePaymentActionRequired
  | RefundSucceeded
  | TrialEndingAnnounced
  | InvoiceDueAnnounced
  | SubscriptionEnded;

const dueIn = ({ invoiceId, number, amountDue, currency, hostedInvoiceUrl }: AccessRestricted['data']['arrears']) => ({
  invoiceId,
  number,
  due: { amount: amountDue, currency },
  payUrl: hostedInvoiceUrl,
});

/** Every mail to whom an organization is billed through, by the event that causes it; undefined where none is due. */
export const billingMails: {
  readonly [T in MailedEvent['type']]: (data: Extract<MailedEvent, { type: T }>['data']) => WrittenMail | undefined;
} = {
  DunningStarted: ({ arrears, nextAttemptAt }) =>
    writeMail('billing.paymentFailed', { ...dueIn(arrears), nextAttemptAt, attempt: 1 }),
  DunningStepTaken: ({ arrears, attempt, nextAttemptAt }) =>
    writeMail('billing.paymentFailedAgain', { ...dueIn(arrears), nextAttemptAt, attempt }),
  AccessRestricted: ({ arrears }) =>
    writeMail('billing.accessRestricted', { ...dueIn(arrears), nextAttemptAt: null, attempt: 1 }),
  AccessRestored: ({ invoiceId }) => writeMail('billing.accessRestored', { invoiceId, number: null }),
  InvoicePaid: ({ invoice: { invoiceId, number, amountPaid, currency } }) =>
    amountPaid === 0
      ? undefined
      : writeMail('billing.receipt', { invoiceId, number, paid: { amount: amountPaid, currency } }),
  InvoicePaymentActionRequired: ({ invoice: { invoiceId, number, amountRemaining, currency, hostedInvoiceUrl } }) =>
    writeMail('billing.paymentActionRequired', {
      invoiceId,
      number,
      due: { amount: amountRemaining, currency },
      payUrl: hostedInvoiceUrl ?? null,
      nextAttemptAt: null,
      attempt: 1,
    }),
  RefundSucceeded: ({ refund: { amount, currency, invoiceId } }) =>
    writeMail('billing.refunded', { refund: { amount, currency }, invoiceId }),
  TrialEndingAnnounced: ({ trialEndsAt }) => writeMail('billing.trialEnding', { trialEndsAt }),
  InvoiceDueAnnounced: ({ invoiceId, number, dueAt, overdue, amountDue, currency, hostedInvoiceUrl: payUrl }) =>
    writeMail(overdue ? 'billing.invoiceOverdue' : 'billing.invoiceDue', {
      invoiceId,
      number,
      dueAt,
      due: { amount: amountDue, currency },
      payUrl,
    }),
  SubscriptionEnded: ({ subscription: { planId } }) => writeMail('billing.subscriptionEnded', { planId }),
};
