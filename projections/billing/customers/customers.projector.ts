import type { Recorded } from '../../../application/events/recordedEvent.js';
import { customerDetailsIn } from '../../../domain/billing/stripeCustomer/customerDetails.js';
import type { CustomerDetails, CustomerSnapshot } from '../../../domain/billing/stripeCustomer/customerSnapshot.js';
import type {
  StripeCustomerDescribed,
  StripeCustomerLinked,
} from '../../../domain/billing/stripeCustomer/stripeCustomer.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type CustomerRow = Required<CustomerSnapshot> &
  Required<CustomerDetails> &
  Readonly<{ organizationId: string; linkedAt: string }>;

/** One row per Stripe customer: who it is and what it has to its credit. */
export const customersProjector = postgresProjector<StripeCustomerLinked | StripeCustomerDescribed, CustomerRow>({
  name: 'billing.customers',
  version: 2,
  tableSql: tableSql(import.meta.url, 'customers'),
  key: 'customerId',
  on: {
    StripeCustomerLinked: row(
      ({ data }) => data.customerId,
      (known, { data: { customerId, organizationId, linkedAt } }) => ({
        currency: null,
        balance: 0,
        defaultPaymentMethodId: null,
        delinquent: false,
        deleted: false,
        discount: null,
        ...customerDetailsIn(''),
        ...known,
        customerId,
        organizationId,
        linkedAt,
      }),
    ),
    StripeCustomerDescribed: row(
      ({ data }: Recorded<StripeCustomerDescribed>) => data.customerId,
      (known, { data, metadata }) => ({
        discount: null,
        ...data.customer,
        ...customerDetailsIn(data.details),
        organizationId: data.organizationId,
        linkedAt: known?.linkedAt ?? metadata.occurredAt,
      }),
    ),
  },
});
