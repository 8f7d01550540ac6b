import type { Money } from '../../../money.js';
import { button, type MailBlock, openPage } from '../mailContent.js';

export type InvoiceNamed = Readonly<{ invoiceId: string; number: string | null }>;
export type Payable = InvoiceNamed &
  Readonly<{
    due: Money;
    /** Stripe's page; null where there is none. */
    payUrl: string | null;
  }>;

export const BECAUSE = 'You get this mail because invoices are sent to this address.';

export const nameOf = ({ number }: InvoiceNamed): string => (number === null ? 'your invoice' : `invoice ${number}`);
export const invoicePage = ({ invoiceId }: InvoiceNamed): string => `/billing/invoices/${invoiceId}`;

/** Where to pay without signing in, else where the invoice is shown. */
export const payButton = (due: Payable): MailBlock =>
  due.payUrl === null
    ? openPage('Open the invoice', invoicePage(due))
    : button('Pay now', { to: 'elsewhere', url: due.payUrl });
