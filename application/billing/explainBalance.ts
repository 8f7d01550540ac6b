import { stripeCustomerStream } from '../../domain/billing/streams.js';
import type { BalanceTransaction } from '../../domain/billing/stripeCustomer/customerSnapshot.js';
import type { StripeCustomerEvent } from '../../domain/billing/stripeCustomer/stripeCustomer.events.js';
import type { Recorded } from '../events/recordedEvent.js';
import type { RecordedStreams } from '../ports/recordedStreams.js';
import type { Reference } from './explainInvoice.js';

export type ExplainedBalance = Readonly<{
  customerId: string;
  /** What the movements add up to; minor units, negative is credit. */
  balance: number;
  /** What Stripe said last; null where it said nothing yet. */
  stated: number | null;
  movements: readonly (BalanceTransaction & Readonly<{ event: Reference }>)[];
}>;
export type ExplainBalance = (organizationId: string, customerId: string) => Promise<ExplainedBalance>;

/** How a customer's balance came about: every movement, and the event that recorded it. */
export const explainBalance =
  (log: RecordedStreams): ExplainBalance =>
  async (organizationId, customerId) => {
    const movements: ExplainedBalance['movements'][number][] = [];
    let stated: number | null = null;
    for await (const recorded of log.eventsOf(stripeCustomerStream(customerId))) {
      const event = recorded as unknown as Recorded<StripeCustomerEvent>;
      if (event.data.organizationId !== organizationId) continue;
      if (event.type === 'StripeCustomerDescribed') stated = event.data.customer.balance;
      if (event.type !== 'CustomerBalanceMoved') continue;
      const { id: eventId, type, stream, revision, recordedAt, metadata } = event;
      const { kind, id } = metadata.actor;
      const reference = { eventId, type, stream, revision: `${revision}`, recordedAt: recordedAt.toISOString() };
      movements.push({ ...event.data.transaction, event: { ...reference, actor: `${kind}:${id}`, units: null } });
    }
    return { customerId, balance: movements.reduce((sum, { amount }) => sum + amount, 0), stated, movements };
  };
