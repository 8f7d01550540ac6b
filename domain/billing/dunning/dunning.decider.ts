import { accept, type Decider } from '../../decider.js';
import type { InvoiceSnapshot } from '../invoice/invoiceSnapshot.js';
import type { DunningCommand } from './dunning.commands.js';
import type { Arrears, DunningEvent } from './dunning.events.js';

type Owed = Readonly<{ arrears: Arrears; subscriptionId: string | null; attempt: number }>;
/** What an organization owes, by invoice, and whether that restricts what it may do. */
export type Dunning = Readonly<{
  owed: Readonly<Record<string, Owed>>;
  /** Invoices that are settled: news of them that come late change nothing. */
  settled: readonly string[];
  restricted: boolean;
}>;

const arrearsOf = (invoice: InvoiceSnapshot): Arrears => ({
  invoiceId: invoice.invoiceId,
  customerId: invoice.customerId,
  number: invoice.number,
  amountDue: invoice.amountRemaining,
  currency: invoice.currency,
  hostedInvoiceUrl: invoice.hostedInvoiceUrl ?? null,
});

/**
 * A purchase that never went through owes nothing: the subscription is incomplete and gives no access
 * (docs.stripe.com/billing/subscriptions/overview#subscription-statuses).
 */
const isPurchase = ({ billingReason }: InvoiceSnapshot): boolean => billingReason === 'subscription_create';

/**
 * Follows Stripe's attempts to collect: access goes on while it tries again, ends when it gives up, and is back at once
 * when all that was owed is settled.
 */
export const dunningDecider: Decider<Dunning, DunningCommand, DunningEvent, never> = {
  initialState: { owed: {}, settled: [], restricted: false },

  evolve(state, { type, data }) {
    switch (type) {
      case 'DunningStarted':
      case 'DunningStepTaken': {
        const { arrears, attempt, subscriptionId } = data;
        return { ...state, owed: { ...state.owed, [arrears.invoiceId]: { arrears, attempt, subscriptionId } } };
      }
      case 'AccessRestricted':
        return { ...state, restricted: true };
      case 'DunningEnded': {
        const { [data.invoiceId]: _, ...owed } = state.owed;
        return { ...state, owed, settled: [...state.settled, data.invoiceId] };
      }
      case 'AccessRestored':
        return { ...state, restricted: false };
    }
  },

  decide({ type, data, now }, state) {
    const { organizationId } = data;
    const at = now.toISOString();
    switch (type) {
      case 'TakeDunningStep': {
        const { invoice } = data;
        const known = state.owed[invoice.invoiceId];
        if (isPurchase(invoice) || state.settled.includes(invoice.invoiceId)) return accept();
        if (known && known.attempt >= invoice.attemptCount) return accept();
        const { attemptCount: attempt, nextPaymentAttemptAt: nextAttemptAt, subscriptionId } = invoice;
        const arrears = arrearsOf(invoice);
        const step = { organizationId, arrears, at, attempt, nextAttemptAt, subscriptionId };
        const taken: DunningEvent = { type: known ? 'DunningStepTaken' : 'DunningStarted', data: step };
        if (nextAttemptAt !== null || state.restricted) return accept(taken);
        const because = 'attemptsExhausted' as const;
        return accept<DunningEvent>(taken, {
          type: 'AccessRestricted',
          data: { organizationId, arrears, at, because },
        });
      }
      case 'SettleArrears': {
        const { invoiceId, how } = data;
        if (state.settled.includes(invoiceId)) return accept();
        if (!state.owed[invoiceId]) return accept();
        const ended: DunningEvent = { type: 'DunningEnded', data: { organizationId, invoiceId, how, at } };
        const last = Object.keys(state.owed).length === 1;
        if (!last || !state.restricted) return accept(ended);
        return accept<DunningEvent>(ended, { type: 'AccessRestored', data: { organizationId, invoiceId, at } });
      }
      case 'WeighSubscription': {
        const { status, subscriptionId } = data;
        const owed = Object.values(state.owed).find((each) => each.subscriptionId === subscriptionId);
        if (state.restricted || !owed || (status !== 'unpaid' && status !== 'canceled')) return accept();
        const because = status === 'unpaid' ? ('subscriptionUnpaid' as const) : ('subscriptionEndedUnpaid' as const);
        return accept({
          type: 'AccessRestricted',
          data: { organizationId, arrears: owed.arrears, at, because },
        });
      }
    }
  },
};
