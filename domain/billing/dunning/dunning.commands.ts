import type { Command } from '../../command.js';
import type { SubscriptionStatus } from '../billingAccount/subscriptionSnapshot.js';
import type { InvoiceId, OrganizationId } from '../ids.js';
import type { InvoiceSnapshot } from '../invoice/invoiceSnapshot.js';

/** An attempt to collect an invoice failed. */
export type TakeDunningStep = Command<'TakeDunningStep', { organizationId: OrganizationId; invoice: InvoiceSnapshot }>;
/** An invoice needs no more collecting. */
export type SettleArrears = Command<
  'SettleArrears',
  { organizationId: OrganizationId; invoiceId: InvoiceId; how: 'paid' | 'voided' | 'writtenOff' }
>;
/** A subscription has come to another status. */
export type WeighSubscription = Command<
  'WeighSubscription',
  { organizationId: OrganizationId; subscriptionId: string; status: SubscriptionStatus }
>;
export type DunningCommand = TakeDunningStep | SettleArrears | WeighSubscription;
