import type { Command } from '../../command.js';
import type { OrganizationId, StripeCustomerId } from '../ids.js';
import type { BalanceTransaction, CustomerDetails, CustomerSnapshot } from './customerSnapshot.js';

export type LinkStripeCustomer = Command<
  'LinkStripeCustomer',
  { customerId: StripeCustomerId; organizationId: OrganizationId }
>;

/** Stripe described a customer: brings ours into line with it. */
export type DescribeStripeCustomer = Command<
  'DescribeStripeCustomer',
  { organizationId: OrganizationId; customer: CustomerSnapshot; details: CustomerDetails }
>;

/** Movements of the customer's balance, oldest first; those that are known already add nothing. */
export type RecordBalanceTransactions = Command<
  'RecordBalanceTransactions',
  { organizationId: OrganizationId; customerId: StripeCustomerId; transactions: readonly BalanceTransaction[] }
>;

export type StripeCustomerCommand = LinkStripeCustomer | DescribeStripeCustomer | RecordBalanceTransactions;

export type StripeCustomerRejection = 'STRIPE_CUSTOMER_OF_ANOTHER_ORGANIZATION';
