// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { OrganizationId, SubscriptionId } from '../ids.js';

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
export type ReminderEvent = TrialEndingAnnounced | RenewalAnnounced;
