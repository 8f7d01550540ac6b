import { expect, it } from 'vitest';
import { reminderDecider } from '../../../domain/billing/reminder/reminder.decider.js';
import { notificationCatalogue } from '../../../domain/notifications/catalogue.js';
import { billingMails } from '../../../domain/notifications/mail/billingMails.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { now } from '../../support/fixtures/billing.js';

const given = deciderSpec(reminderDecider);
const due = (overdue: boolean) => ({
  organizationId: 'org',
  invoiceId: 'in_1',
  number: 'NW-1',
  dueAt: '2026-12-08T00:00:00.000Z',
  overdue,
  amountDue: 4_900,
  currency: 'usd',
  hostedInvoiceUrl: null,
});
const announce = (overdue: boolean) => ({ type: 'AnnounceInvoiceDue', data: due(overdue), now }) as const;
const announced = (overdue: boolean) => ({ type: 'InvoiceDueAnnounced', data: due(overdue) }) as const;

it('an invoice that is paid by hand is announced before it is due and once it is overdue, each once', () => {
  given().when(announce(false)).thenRecorded(announced(false));
  given(announced(false)).when(announce(false)).thenNothing();
  given(announced(false)).when(announce(true)).thenRecorded(announced(true));
  given(announced(true)).when(announce(true)).thenNothing();
  given(announced(true)).when(announce(false)).thenNothing();
});

it('says by when it is to be paid, or was', () => {
  expect(billingMails.InvoiceDueAnnounced(due(false))?.content.subject).toBe(
    'Please pay invoice NW-1 by 8 December 2026',
  );
  expect(billingMails.InvoiceDueAnnounced(due(true))?.content.subject).toBe('The payment of invoice NW-1 is overdue');
  expect(notificationCatalogue.InvoiceDueAnnounced(due(false))).toMatchObject({ type: 'billing.invoiceDue' });
  expect(notificationCatalogue.InvoiceDueAnnounced(due(true))).toMatchObject({
    type: 'billing.invoiceOverdue',
    urgency: 'high',
    body: 'Invoice NW-1 over 49.00 USD was to be paid by 2026-12-08.',
  });
});
