import type { RatedInvoice } from '../../domain/billing/rating/rateInvoice.js';
import { rateInvoice } from '../../domain/billing/rating/rateInvoice.js';
import type { EventCodec } from '../events/eventCodec.js';
import type { EventStore } from '../ports/eventStore.js';
import { type BilledEvent, type BilledInvoice, billedHistory } from './billedHistory.js';

export type RerateQuestion = Readonly<{
  /** The plan whose draft takes the place of every version of it; null for the catalogue as it was sold. */
  draftOf: string | null;
  /** Invoices made from then on (inclusive) … */
  from: string;
  /** … up to then (exclusive). */
  to: string;
}>;

export type RatedOf = RatedInvoice & Readonly<{ organizationId: string; number: string | null }>;

/** What a customer was billed and would have been, in minor units of a currency. */
export type Revenue = Readonly<{
  organizationId: string;
  currency: string;
  invoices: number;
  invoiced: number;
  rated: number;
}>;

export type Rerating = Readonly<{
  /** By organization and currency. */
  revenue: readonly Revenue[];
  invoices: readonly RatedOf[];
  /** Invoices that cannot be priced anew because not all of their lines are known. */
  incomplete: readonly BilledInvoice[];
}>;

export type Rerate = (question: RerateQuestion) => Promise<Rerating>;

const EVENT_TYPES = [
  'PlanVersionDrafted',
  'PlanDraftRevised',
  'PlanDraftDiscarded',
  'PlanVersionPublished',
  'PlanSynced',
  'SubscriptionStarted',
  'SubscriptionChanged',
  'SubscriptionEnded',
  'UsageReported',
  'InvoiceDrafted',
  'InvoiceFinalized',
  'InvoiceChanged',
  'InvoicePaid',
  'InvoiceVoided',
  'InvoiceMarkedUncollectible',
] as const satisfies readonly BilledEvent['type'][];

/** Drafts are not owed yet and void ones no more. */
const OWED = new Set(['open', 'paid', 'uncollectible']);

/** Prices the invoices of a time anew from the log alone: as they were sold, or with a plan's draft in place of it. */
export const rerate =
  (eventStore: Pick<EventStore, 'readAll'>, codec: Pick<EventCodec, 'decode'>): Rerate =>
  async ({ draftOf, from, to }) => {
    const history = billedHistory();
    for await (const stored of eventStore.readAll(undefined, { eventTypes: EVENT_TYPES }))
      history.record((await codec.decode(stored)) as unknown as BilledEvent);
    const draft = draftOf === null ? undefined : history.draftOf(draftOf);
    if (draftOf !== null && !draft) throw new Error(`the plan ${draftOf} has no draft`);

    const asked = history
      .invoices()
      .filter(({ invoice: { status, createdAt } }) => OWED.has(status) && from <= createdAt && createdAt < to);
    const isWhole = ({ invoice }: BilledInvoice) => invoice.lines !== undefined && invoice.linesComplete !== false;
    const invoices = asked.filter(isWhole).map(({ organizationId, invoice }): RatedOf => {
      const facts = history.factsFor(organizationId);
      const applied: typeof facts.bought = (planId, version) =>
        draft && planId === draftOf ? draft : facts.bought(planId, version);
      return { ...rateInvoice(invoice, { ...facts, applied }), organizationId, number: invoice.number };
    });
    return { revenue: revenueOf(invoices), invoices, incomplete: asked.filter((each) => !isWhole(each)) };
  };

function revenueOf(invoices: readonly RatedOf[]): readonly Revenue[] {
  const sums = new Map<string, Revenue>();
  for (const { organizationId, currency, invoiced, rated } of invoices) {
    const key = `${organizationId} ${currency}`;
    const sum = sums.get(key) ?? { organizationId, currency, invoices: 0, invoiced: 0, rated: 0 };
    const next = { invoices: sum.invoices + 1, invoiced: sum.invoiced + invoiced, rated: sum.rated + rated };
    sums.set(key, { ...sum, ...next });
  }
  return [...sums.values()].sort((one, other) => (one.organizationId < other.organizationId ? -1 : 1));
}
