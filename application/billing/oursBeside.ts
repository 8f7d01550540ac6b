import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { isTerminal } from '../../domain/billing/billingAccount/subscriptionSnapshot.js';
import { invoiceDecider } from '../../domain/billing/invoice/invoice.decider.js';
import { billingAccountStream, invoiceStream, stripeCustomerStream } from '../../domain/billing/streams.js';
import { stripeCustomerDecider } from '../../domain/billing/stripeCustomer/stripeCustomer.decider.js';
import type { AnyRecordedEvent } from '../events/recordedEvent.js';
import type { CurrentState } from '../handleCommand.js';
import type { ComparedFact, Listed } from './listStripeFacts.js';

/** What the log says of an object of Stripe's, and what Stripe says. */
export type Beside = Readonly<{
  kind: ComparedFact['kind'];
  id: string;
  /** Undefined where the log does not know it. */
  ours: object | undefined;
  theirs: object;
  /** Where ours comes from, and what an event there says of the object. */
  stream: string;
  described: (event: AnyRecordedEvent) => object | undefined;
  /** The command that would put ours right; null where none can. */
  repair: string | null;
}>;

/** Of the fields of an event the one that describes the object of that id. */
const describing =
  (field: string, idField: string, id: string) =>
  ({ data }: AnyRecordedEvent): object | undefined => {
    const described = (data as Readonly<Record<string, unknown>>)[field] as Record<string, unknown> | undefined;
    return described?.[idField] === id ? described : undefined;
  };

/** Puts what the log says beside what Stripe says; ends that are final are not argued with. */
export async function oursBeside(
  { fact, gone }: Listed,
  organizationId: string | null,
  currentState: CurrentState,
): Promise<Beside> {
  const { kind } = fact;
  const stream = billingAccountStream(organizationId ?? 'nobody');
  const account = () => currentState(stream, billingAccountDecider);
  switch (kind) {
    case 'subscription': {
      const { subscriptionId: id } = fact.subscription;
      const ours = (await account()).subscriptions[id]?.snapshot;
      const ended = ours !== undefined && isTerminal(ours);
      const status = gone ? null : fact.subscription.status;
      const theirs = gone || ended ? { status } : fact.subscription;
      const described = describing('subscription', 'subscriptionId', id);
      return { kind, id, ours, theirs, stream, described, repair: gone || ended ? null : 'SyncSubscription' };
    }
    case 'invoice': {
      const { invoiceId: id } = fact.invoice;
      const { known, dropped } = await currentState(invoiceStream(id), invoiceDecider);
      const theirs = gone ? { status: null } : (fact.latest ?? fact.invoice);
      const ours = dropped ? { status: null } : known?.invoice;
      const described = describing('invoice', 'invoiceId', id);
      const repair = dropped ? null : gone ? 'DropInvoiceDraft' : 'SyncInvoice';
      return { kind, id, ours, theirs, stream: invoiceStream(id), described, repair };
    }
    case 'paymentMethod': {
      const { paymentMethodId: id } = fact.paymentMethod;
      const ours = (await account()).paymentMethods[id];
      const theirs = gone ? { detached: true } : { ...fact.paymentMethod, detached: fact.change === 'detached' };
      const described = describing('paymentMethod', 'paymentMethodId', id);
      return { kind, id, ours, theirs, stream, described, repair: ours?.detached ? null : 'SyncPaymentMethod' };
    }
    case 'customer': {
      const { customer } = fact;
      const { customerId: id } = customer;
      const { customer: known } = await currentState(stripeCustomerStream(id), stripeCustomerDecider);
      const { customerId, defaultPaymentMethodId } = await account();
      const isMain = customerId === id;
      const ours = known ? { ...known, ...(isMain && { paysWith: defaultPaymentMethodId }) } : undefined;
      const theirs = { ...customer, ...(isMain && { paysWith: customer.defaultPaymentMethodId }) };
      const described = describing('customer', 'customerId', id);
      return { kind, id, ours, theirs, stream: stripeCustomerStream(id), described, repair: 'DescribeStripeCustomer' };
    }
  }
}
