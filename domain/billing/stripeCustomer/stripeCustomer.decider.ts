import { canonicalText } from '../../canonicalText.js';
import { accept, type Decider, reject } from '../../decider.js';
import type { CustomerSnapshot } from './customerSnapshot.js';
import type { StripeCustomerCommand, StripeCustomerRejection } from './stripeCustomer.commands.js';
import type { StripeCustomerEvent } from './stripeCustomer.events.js';

type Known = Readonly<{
  customer: CustomerSnapshot | null;
  /** JSON of who it is, empty while unknown. */
  details: string;
  transactionIds: readonly string[];
}>;
export type StripeCustomer =
  | (Readonly<{ status: 'unlinked' }> & Known)
  | (Readonly<{ status: 'linked'; organizationId: string }> & Known);

/** One Stripe customer belongs to one organization, and stays there; what Stripe says of it is kept beside. */
export const stripeCustomerDecider: Decider<
  StripeCustomer,
  StripeCustomerCommand,
  StripeCustomerEvent,
  StripeCustomerRejection
> = {
  initialState: { status: 'unlinked', customer: null, details: '', transactionIds: [] },

  evolve(state, { type, data }) {
    switch (type) {
      case 'StripeCustomerLinked':
        return { ...state, status: 'linked', organizationId: data.organizationId };
      case 'StripeCustomerDescribed':
        return { ...state, customer: data.customer, details: data.details };
      case 'CustomerBalanceMoved':
        return { ...state, transactionIds: [...state.transactionIds, data.transaction.transactionId] };
    }
  },

  decide({ type, data, now }, state) {
    const { organizationId } = data;
    switch (type) {
      case 'LinkStripeCustomer': {
        const { customerId } = data;
        if (state.status === 'linked') {
          return state.organizationId === organizationId ? accept() : reject('STRIPE_CUSTOMER_OF_ANOTHER_ORGANIZATION');
        }
        return accept({
          type: 'StripeCustomerLinked',
          data: { customerId, organizationId, linkedAt: now.toISOString() },
        });
      }
      case 'DescribeStripeCustomer': {
        const { customer } = data;
        const details = canonicalText(data.details);
        if (state.details === details && canonicalText(state.customer) === canonicalText(customer)) return accept();
        const { customerId } = customer;
        return accept({ type: 'StripeCustomerDescribed', data: { customerId, organizationId, customer, details } });
      }
      case 'RecordBalanceTransactions': {
        const { customerId, transactions } = data;
        const moved = transactions
          .filter(({ transactionId }) => !state.transactionIds.includes(transactionId))
          .map((transaction) => ({
            type: 'CustomerBalanceMoved' as const,
            data: { customerId, organizationId, transaction },
          }));
        return accept(...moved);
      }
    }
  },
};
