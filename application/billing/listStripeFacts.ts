import { billingAccountDecider } from '../../domain/billing/billingAccount/billingAccount.decider.js';
import { isTerminal } from '../../domain/billing/billingAccount/subscriptionSnapshot.js';
import type { InvoiceStateEvent } from '../../domain/billing/invoice/invoice.events.js';
import { billingAccountStream } from '../../domain/billing/streams.js';
import type { StripeCustomerLinked } from '../../domain/billing/stripeCustomer/stripeCustomer.events.js';
import type { CurrentState } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { RecordedStreams } from '../ports/recordedStreams.js';
import type { CustomerFact, InvoiceFact, PaymentMethodFact, SubscriptionFact } from '../ports/stripeFacts.js';
import type { StripeInventory } from '../ports/stripeInventory.js';
import type { StripeObjects } from '../ports/stripeObjects.js';

export type ComparedFact = SubscriptionFact | InvoiceFact | PaymentMethodFact | CustomerFact;

/** An object that Stripe has, or that we have and Stripe has no more. */
export type Listed = Readonly<{ fact: ComparedFact; gone: boolean }>;

/** Everything of billing that Stripe has now, and everything of ours that it has not. */
export type ListStripeFacts = () => AsyncIterable<Listed>;

export const listStripeFacts = (
  inventory: StripeInventory,
  objects: StripeObjects,
  log: RecordedStreams,
  currentState: CurrentState,
  clock: Clock,
): ListStripeFacts =>
  async function* list() {
    const observedAt = clock.now().toISOString();
    const seen = new Set<string>();
    const about = (customerId: string, organizationHint: string | null) =>
      ({ customerId, organizationHint, observedAt, fetched: true }) as const;
    const there = (fact: ComparedFact): Listed => ({ fact, gone: false });
    const lost = (fact: ComparedFact): Listed => ({ fact, gone: true });

    for await (const { snapshot: subscription, organizationHint } of inventory.subscriptions()) {
      seen.add(subscription.subscriptionId);
      const of = about(subscription.customerId, organizationHint);
      yield there({ kind: 'subscription', source: 'updated', subscription, ...of });
    }
    for await (const { snapshot: invoice, organizationHint } of inventory.invoices()) {
      seen.add(invoice.invoiceId);
      const of = about(invoice.customerId, organizationHint);
      yield there({ kind: 'invoice', told: 'changed', invoice, latest: invoice, ...of });
    }

    for await (const event of log.eventsOfType('StripeCustomerLinked')) {
      const { customerId, organizationId } = event.data as StripeCustomerLinked['data'];
      const of = about(customerId, null);
      const now = await objects.customer(customerId);
      if (now && !now.customer.deleted) yield there({ kind: 'customer', ...now, ...of });
      for await (const paymentMethod of inventory.paymentMethods(customerId)) {
        seen.add(paymentMethod.paymentMethodId);
        yield there({ kind: 'paymentMethod', change: 'updated', paymentMethod, ...of });
      }
      const account = await currentState(billingAccountStream(organizationId), billingAccountDecider);
      for (const { detached, ...paymentMethod } of Object.values(account.paymentMethods)) {
        if (detached || paymentMethod.customerId !== customerId || seen.has(paymentMethod.paymentMethodId)) continue;
        yield lost({ kind: 'paymentMethod', change: 'detached', paymentMethod, ...of });
      }
      for (const { snapshot } of Object.values(account.subscriptions)) {
        if (isTerminal(snapshot) || snapshot.customerId !== customerId || seen.has(snapshot.subscriptionId)) continue;
        yield lost({ kind: 'subscription', source: 'deleted', subscription: snapshot, ...of });
      }
    }

    // Only a draft can be deleted at Stripe.
    for await (const event of log.eventsOfType('InvoiceDrafted')) {
      const { invoice } = event.data as InvoiceStateEvent['data'];
      if (seen.has(invoice.invoiceId)) continue;
      seen.add(invoice.invoiceId);
      yield lost({ kind: 'invoice', told: 'deleted', invoice, ...about(invoice.customerId, null) });
    }
  };
