import type { Restriction } from '../../../application/billing/restrictionOf.js';
import { RequestRefused } from '../problem.js';
import type { Route } from '../route.js';

/** Whether a command goes on while an organization owes: by default what it needs to pay. */
export const staysOpen = ({ openWhenRestricted, permission }: Route): boolean =>
  openWhenRestricted ?? permission === 'billing:manage';

/** @throws RequestRefused payment_required, with what is due and where it can be paid */
export function assertUnrestricted(restriction: Restriction | undefined): void {
  if (!restriction) return;
  const { invoiceId, amountDue, currency, hostedInvoiceUrl } = restriction;
  throw new RequestRefused('payment_required', {
    members: { invoiceId, amountDue, currency, payUrl: hostedInvoiceUrl },
  });
}
