import { writtenDay } from '../../../writtenDay.js';
import { writtenMoney } from '../../../writtenMoney.js';
import { details, heading, type MailBlock, paragraph, template } from '../mailContent.js';
import { BECAUSE, nameOf, type Payable, payButton } from './invoiceParts.js';

type Due = Payable & Readonly<{ dueAt: string }>;

const factsOf = (of: Due): MailBlock =>
  details({ Invoice: of.number, 'Amount due': writtenMoney(of.due), 'Due on': writtenDay(of.dueAt) });

const example: Due = {
  invoiceId: 'in_1SWq2mExample',
  number: 'NW-2026-0007',
  due: { amount: 4_900, currency: 'usd' },
  payUrl: 'https://invoice.stripe.com/i/example',
  dueAt: '2026-12-08T09:00:00.000Z',
};

/** Mails about invoices that are not charged by themselves but paid by hand. */
export const dueInvoiceTemplates = {
  'billing.invoiceDue': template<Due>({
    write: (of) => ({
      subject: `Please pay ${nameOf(of)} by ${writtenDay(of.dueAt)}`,
      preheader: `${writtenMoney(of.due)} are due.`,
      blocks: [
        heading('An invoice is due soon'),
        paragraph(`${writtenMoney(of.due)} of ${nameOf(of)} are to be paid by ${writtenDay(of.dueAt)}.`),
        factsOf(of),
        payButton(of),
      ],
      because: BECAUSE,
    }),
    example,
  }),
  'billing.invoiceOverdue': template<Due>({
    write: (of) => ({
      subject: `The payment of ${nameOf(of)} is overdue`,
      preheader: `${writtenMoney(of.due)} were due on ${writtenDay(of.dueAt)}.`,
      blocks: [
        heading('An invoice is overdue'),
        paragraph(`${writtenMoney(of.due)} of ${nameOf(of)} were to be paid by ${writtenDay(of.dueAt)}.`),
        factsOf(of),
        payButton(of),
      ],
      because: BECAUSE,
    }),
    example,
  }),
} as const;
