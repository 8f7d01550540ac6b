import { describe, expect, it } from 'vitest';
import { notificationCatalogue } from '../../../domain/notifications/catalogue.js';
import { invoice, organizationId, second, subscription } from '../../support/fixtures/billing.js';

const started = (status: 'active' | 'trialing' | 'incomplete') =>
  notificationCatalogue.SubscriptionStarted({
    organizationId,
    subscription: subscription({ status }),
    observedAt: second(1),
  });
const paid = (amountPaid: number) =>
  notificationCatalogue.InvoicePaid({ organizationId, invoice: invoice({ status: 'paid', amountPaid }) });

describe('people are told', () => {
  it('of a subscription that began, and not of one that waits for its first payment', () => {
    expect(started('active')).toMatchObject({ type: 'billing.subscriptionStarted', body: 'You are on the pro plan.' });
    expect(started('trialing')).toBeDefined();
    expect(started('incomplete')).toBeUndefined();
  });

  it('of a payment with its amount, and not of an invoice over nothing', () => {
    expect(paid(24_500)?.body).toBe('Invoice A-0001 over 245.00 USD has been paid.');
    expect(paid(0)).toBeUndefined();
  });
});
