import type { Money } from '../../../money.js';
import { writtenDay } from '../../../writtenDay.js';
import { writtenMoney } from '../../../writtenMoney.js';
import { details, heading, type MailBlock, note, openPage, paragraph, template } from '../mailContent.js';
import { BECAUSE, type InvoiceNamed, invoicePage, nameOf, type Payable, payButton } from './invoiceParts.js';

type Due = Payable & Readonly<{ nextAttemptAt: string | null; attempt: number }>;

const factsOf = (due: Due): MailBlock =>
  details({
    Invoice: due.number,
    'Amount due': writtenMoney(due.due),
    'Next attempt': due.nextAttemptAt && writtenDay(due.nextAttemptAt),
  });

const again = ({ nextAttemptAt }: Due): MailBlock =>
  paragraph(
    nextAttemptAt === null
      ? 'We will not try again by ourselves.'
      : `We will try again on ${writtenDay(nextAttemptAt)}. Your access goes on until then.`,
  );

const due: Due = {
  invoiceId: 'in_1SWq2mExample',
  number: 'NW-2026-0007',
  due: { amount: 4_900, currency: 'usd' },
  payUrl: 'https://invoice.stripe.com/i/example',
  nextAttemptAt: '2026-11-27T09:00:00.000Z',
  attempt: 2,
};

/** Mails to whom an organization is billed through. */
export const billingTemplates = {
  'billing.paymentFailed': template<Due>({
    write: (of) => ({
      subject: `Your payment of ${writtenMoney(of.due)} failed`,
      preheader: `We could not collect ${nameOf(of)}. Please check your payment method.`,
      blocks: [
        heading('A payment failed'),
        paragraph(`We could not collect ${nameOf(of)}. Please check your payment method.`),
        factsOf(of),
        again(of),
        payButton(of),
      ],
      because: BECAUSE,
    }),
    example: due,
  }),
  'billing.paymentFailedAgain': template<Due>({
    write: (of) => ({
      subject: `Attempt ${of.attempt} to collect ${nameOf(of)} failed`,
      preheader: `${writtenMoney(of.due)} are still due.`,
      blocks: [
        heading('The payment failed again'),
        paragraph(`${writtenMoney(of.due)} of ${nameOf(of)} are still due.`),
        factsOf(of),
        again(of),
        payButton(of),
      ],
      because: BECAUSE,
    }),
    example: due,
  }),
  'billing.accessRestricted': template<Due>({
    write: (of) => ({
      subject: 'Your access is restricted until your invoice is paid',
      preheader: 'You can still read everything.',
      blocks: [
        heading('Access is restricted'),
        paragraph(`${writtenMoney(of.due)} of ${nameOf(of)} could not be collected.`),
        factsOf(of),
        note('You can still read everything. Changes are possible again as soon as it is paid.'),
        payButton(of),
      ],
      because: BECAUSE,
    }),
    example: { ...due, nextAttemptAt: null },
  }),
  'billing.accessRestored': template<InvoiceNamed>({
    write: (of) => ({
      subject: 'Your access is back',
      preheader: 'Nothing is due any more.',
      blocks: [
        heading('Access is back'),
        paragraph('Nothing is due any more, and everything works as before. Thank you.'),
        openPage('Open the invoice', invoicePage(of)),
      ],
      because: BECAUSE,
    }),
    example: due,
  }),
  'billing.receipt': template<InvoiceNamed & Readonly<{ paid: Money }>>({
    write: (of) => ({
      subject: `Receipt for ${nameOf(of)}`,
      preheader: `${writtenMoney(of.paid)} have been paid. Thank you.`,
      blocks: [
        heading('Payment received'),
        paragraph(`Thank you: ${writtenMoney(of.paid)} for ${nameOf(of)} have been paid.`),
        details({ Invoice: of.number, 'Amount paid': writtenMoney(of.paid) }),
        openPage('Open the invoice', invoicePage(of)),
      ],
      because: BECAUSE,
    }),
    example: { ...due, paid: due.due },
  }),
  'billing.paymentActionRequired': template<Due>({
    write: (of) => ({
      subject: 'Please confirm your payment',
      preheader: `Your bank wants you to confirm ${writtenMoney(of.due)}.`,
      blocks: [
        heading('Your bank asks for you'),
        paragraph(`Your bank wants you to confirm the payment of ${writtenMoney(of.due)} for ${nameOf(of)}.`),
        payButton(of),
      ],
      because: BECAUSE,
    }),
    example: due,
  }),
  'billing.refunded': template<Readonly<{ refund: Money; invoiceId: string | null }>>({
    write: ({ refund, invoiceId }) => ({
      subject: `You get ${writtenMoney(refund)} back`,
      preheader: 'The refund is on its way.',
      blocks: [
        heading('A refund is on its way'),
        paragraph('It goes to the payment method you paid with; banks take a few days to show it.'),
        details({ Amount: writtenMoney(refund) }),
        openPage('Open billing', invoiceId === null ? '/billing' : `/billing/invoices/${invoiceId}`),
      ],
      because: BECAUSE,
    }),
    example: { refund: { amount: 1_200, currency: 'usd' }, invoiceId: due.invoiceId },
  }),
  'billing.trialEnding': template<Readonly<{ trialEndsAt: string }>>({
    write: ({ trialEndsAt }) => ({
      subject: `Your trial ends on ${writtenDay(trialEndsAt)}`,
      preheader: 'Make sure that a payment method is saved.',
      blocks: [
        heading(`Your trial ends on ${writtenDay(trialEndsAt)}`),
        paragraph('To go on without a break, make sure that a payment method is saved.'),
        openPage('Open your subscription', '/billing/subscription'),
      ],
      because: BECAUSE,
    }),
    example: { trialEndsAt: '2026-12-08T09:00:00.000Z' },
  }),
  'billing.subscriptionEnded': template<Readonly<{ planId: string | null }>>({
    write: ({ planId }) => ({
      subject: 'Your subscription has ended',
      preheader: 'Choose a plan to go on.',
      blocks: [
        heading('Your subscription has ended'),
        paragraph(`The ${planId ?? 'former'} plan is no longer active. Choose a plan to go on.`),
        openPage('Choose a plan', '/billing/subscription'),
      ],
      because: BECAUSE,
    }),
    example: { planId: 'starter' },
  }),
} as const;
