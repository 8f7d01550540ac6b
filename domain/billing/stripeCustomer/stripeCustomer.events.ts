// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { OrganizationId, StripeCustomerId } from '../ids.js';
import type { BalanceTransaction, CustomerSnapshot } from './customerSnapshot.js';

export type StripeCustomerLinked = Event<
  'StripeCustomerLinked',
  { customerId: StripeCustomerId; organizationId: OrganizationId; linkedAt: string }
>;
export type StripeCustomerDescribed = Event<
  'StripeCustomerDescribed',
  {
    customerId: StripeCustomerId;
    organizationId: OrganizationId;
    customer: CustomerSnapshot;
    /** JSON of `CustomerDetails`; personal, so stored encrypted and unreadable once the customer has been erased. */
    details: string;
  }
>;
export type CustomerBalanceMoved = Event<
  'CustomerBalanceMoved',
  { customerId: StripeCustomerId; organizationId: OrganizationId; transaction: BalanceTransaction }
>;
export type StripeCustomerEvent = StripeCustomerLinked | StripeCustomerDescribed | CustomerBalanceMoved;
