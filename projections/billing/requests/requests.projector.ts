import type { Recorded } from '../../../application/events/recordedEvent.js';
import type {
  BillingRequested,
  BillingRequestRefused,
  BillingRequestSucceeded,
} from '../../../domain/billing/billingAccount/billingAccount.events.js';
import { postgresProjector, row } from '../../runtime/postgresProjector.js';
import { tableSql } from '../../runtime/tableSql.js';

export type RequestRow = Readonly<{
  requestId: string;
  organizationId: string;
  kind: string;
  status: 'open' | 'succeeded' | 'refused';
  subscriptionId: string | null;
  paymentMethodId: string | null;
  clientSecret: string | null;
  url: string | null;
  code: string | null;
  declineCode: string | null;
  message: string | null;
  requestedAt: string;
  completedAt: string | null;
  completedPosition: bigint | null;
}>;

const requested = row<Recorded<BillingRequested>, RequestRow>(
  ({ data }) => data.requestId,
  (_, { data: { requestId, organizationId, request, requestedAt } }) => ({
    requestId,
    organizationId,
    kind: request.kind,
    status: 'open',
    subscriptionId: null,
    paymentMethodId: null,
    clientSecret: null,
    url: null,
    code: null,
    declineCode: null,
    message: null,
    requestedAt,
    completedAt: null,
    completedPosition: null,
  }),
);

const succeeded = row<Recorded<BillingRequestSucceeded>, RequestRow>(
  ({ data }) => data.requestId,
  (present, { data, position }) => {
    const { subscriptionId, paymentMethodId, clientSecret, url, completedAt } = data;
    const told = { subscriptionId, paymentMethodId, clientSecret, url, completedAt };
    return present && { ...present, ...told, status: 'succeeded', completedPosition: position };
  },
);

const refused = row<Recorded<BillingRequestRefused>, RequestRow>(
  ({ data }) => data.requestId,
  (present, { data: { code, declineCode, message, completedAt }, position }) =>
    present && { ...present, code, declineCode, message, completedAt, status: 'refused', completedPosition: position },
);

/** One row per request to Stripe, for whoever asked and waits. */
export const requestsProjector = postgresProjector<
  BillingRequested | BillingRequestSucceeded | BillingRequestRefused,
  RequestRow
>({
  name: 'billing.requests',
  version: 1,
  tableSql: tableSql(import.meta.url, 'requests'),
  key: 'requestId',
  on: { BillingRequested: requested, BillingRequestSucceeded: succeeded, BillingRequestRefused: refused },
});
