import type { BillingAccountEvent } from '../domain/billing/billingAccount/billingAccount.events.js';
import { subscriptionEvents } from './events/billing.events.js';
import { billingRequestEvents } from './events/billingRequests.events.js';
import { dunningEvents } from './events/dunning.events.js';
import type { EventDefinitions } from './events/eventDefinition.js';
import { eventsByContext } from './events/eventRegistry.js';
import { sessionEvents } from './events/identity.events.js';
import { planEvents } from './events/plan.events.js';

const billingAccountEvents: EventDefinitions<BillingAccountEvent> = { ...subscriptionEvents, ...billingRequestEvents };

/** The streams whose states processes keep in memory, by category, with the types of the events that change them. */
export const followedEvents = {
  session: Object.keys(sessionEvents),
  organization: Object.keys(eventsByContext.team ?? {}),
  billingAccount: Object.keys(billingAccountEvents),
  dunning: Object.keys(dunningEvents),
  plan: Object.keys(planEvents),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The part of a followed stream's name before the first dash. */
export type FollowedCategory = keyof typeof followedEvents;
