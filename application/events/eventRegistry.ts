import { accessReviewEvents } from './accessReview.events.js';
import { stripeEventEvents, subscriptionEvents } from './billing.events.js';
import { billingRequestEvents } from './billingRequests.events.js';
import { dataExportEvents } from './dataExport.events.js';
import { dunningEvents } from './dunning.events.js';
import type { AnyEventDefinition } from './eventDefinition.js';
import { emailAddressEvents, erasedSubjectsEvents, sessionEvents, userEvents } from './identity.events.js';
import { invoiceEvents } from './invoice.events.js';
import { mailEvents } from './mail.events.js';
import { planEvents } from './plan.events.js';
import { signInDevicesEvents } from './signInDevices.events.js';
import { stripeCustomerEvents } from './stripeCustomer.events.js';
import { stripeNoticeEvents } from './stripeNotice.events.js';
import { organizationEvents } from './team.events.js';
import { usageEvents } from './usage.events.js';
import { verifiedDomainEvents } from './verifiedDomain.events.js';
import { webhookEndpointEvents } from './webhookEndpoint.events.js';

/** Every event type of the product by the context it belongs to. */
export const eventsByContext: Readonly<Record<string, Readonly<Record<string, AnyEventDefinition>>>> = {
  billing: {
    ...stripeEventEvents,
    ...subscriptionEvents,
    ...billingRequestEvents,
    ...dunningEvents,
    ...invoiceEvents,
    ...planEvents,
    ...stripeCustomerEvents,
    ...stripeNoticeEvents,
    ...usageEvents,
  },
  identity: {
    ...userEvents,
    ...sessionEvents,
    ...emailAddressEvents,
    ...signInDevicesEvents,
    ...erasedSubjectsEvents,
  },
  team: {
    ...organizationEvents,
    ...dataExportEvents,
    ...verifiedDomainEvents,
    ...accessReviewEvents,
    ...webhookEndpointEvents,
  },
  notifications: mailEvents,
};

/** Every event type of the product, once: what is not here can be neither written nor read. */
export const eventRegistry: Readonly<Record<string, AnyEventDefinition>> = Object.assign(
  {},
  ...Object.values(eventsByContext),
);
