// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { InvoiceId, OrganizationId, SubscriptionId } from '../ids.js';

/** Stripe says so three days ahead, or at once where the trial is shorter. */
export type TrialEndingAnnounced = Event<
  'TrialEndingAnnounced',
  { organizationId: OrganizationId; subscriptionId: SubscriptionId; trialEndsAt: string }
>;
/** Days ahead of a renewal; amounts in minor units, as far as they are known by then. */
export type RenewalAnnounced = Event<
  'RenewalAnnounced',
  {
    organizationId: OrganizationId;
    subscriptionId: SubscriptionId;
    renewsAt: string;
    amountDue: number;
    currency: string;
  }
>;
/** An invoice that is paid by hand will have to be paid soon, or should have been; amounts in minor units. */
export type InvoiceDueAnnounced = Event<
  'InvoiceDueAnnounced',
  {
    organizationId: OrganizationId;
    invoiceId: InvoiceId;
    number: string | null;
    dueAt: string;
    overdue: boolean;
    amountDue: number;
    currency: string;
    /** Stripe's page where it can be paid. */
    hostedInvoiceUrl: string | null;
  }
>;
export type ReminderEvent = TrialEndingAnnounced | RenewalAnnounced | InvoiceDueAnnounced;
