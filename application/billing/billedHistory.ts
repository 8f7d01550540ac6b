import type { SubscriptionEvent } from '../../domain/billing/billingAccount/billingAccount.events.js';
import type { InvoiceStateEvent } from '../../domain/billing/invoice/invoice.events.js';
import type { InvoiceSnapshot } from '../../domain/billing/invoice/invoiceSnapshot.js';
import type { PlanEvent } from '../../domain/billing/plan/plan.events.js';
import type { PlanTerms } from '../../domain/billing/plan/planTerms.js';
import { chargedLine } from '../../domain/billing/rating/chargedLine.js';
import type { Reduction } from '../../domain/billing/rating/charges.js';
import type { RatingFacts } from '../../domain/billing/rating/ratingFacts.js';
import { type SoldAs, soldAs } from '../../domain/billing/rating/soldAs.js';
import type { UsageReported } from '../../domain/billing/usageReport/usageReport.events.js';

export type BilledEvent = SubscriptionEvent | InvoiceStateEvent | PlanEvent | UsageReported;
export type BilledInvoice = Readonly<{ organizationId: string; invoice: InvoiceSnapshot }>;

export type BilledHistory = Readonly<{
  /** Takes in the next event of the log. */
  record: (event: BilledEvent) => void;
  /** Every invoice as it was described last. */
  invoices: () => readonly BilledInvoice[];
  draftOf: (planId: string) => PlanTerms | undefined;
  /** What is known of an organization, terms to apply left to the caller. */
  factsFor: (organizationId: string) => Omit<RatingFacts, 'applied'>;
}>;

type Period = Readonly<{ start: string; end: string }>;
type Used = Readonly<{ at: string; quantity: number }>;

const push = <T>(lists: Map<string, T[]>, key: string, item: T): void => {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
};

/** What the log says of everything that prices depend on: plans, prices, subscriptions, usage and invoices. */
export function billedHistory(): BilledHistory {
  const terms = new Map<string, PlanTerms>();
  const drafts = new Map<string, PlanTerms>();
  const sold = new Map<string, SoldAs>();
  const periods = new Map<string, Period[]>();
  const trialEnds = new Map<string, string>();
  const used = new Map<string, Used[]>();
  /** Of each subscription now, and of the subscription of each invoice when that was first heard of. */
  const discounts = new Map<string, readonly Reduction[]>();
  const discountsThen = new Map<string, readonly Reduction[]>();
  const invoices = new Map<string, BilledInvoice>();

  function recordPlan({ type, data }: PlanEvent): void {
    if (type === 'PlanVersionDrafted' || type === 'PlanDraftRevised') drafts.set(data.planId, data.terms);
    else if (type === 'PlanVersionPublished') terms.set(`${data.planId} ${data.version}`, data.terms);
    if (type === 'PlanVersionPublished' || type === 'PlanDraftDiscarded') drafts.delete(data.planId);
    if (type !== 'PlanSynced') return;
    for (const [lookupKey, priceId] of Object.entries(data.prices)) {
      const as = soldAs(lookupKey);
      if (as) sold.set(priceId, as);
    }
  }

  function recordSubscription({ data: { subscription } }: SubscriptionEvent): void {
    const { subscriptionId, trialEndsAt, currentPeriodStart: start, currentPeriodEnd: end } = subscription;
    push(periods, subscriptionId, { start, end });
    discounts.set(subscriptionId, subscription.discounts ?? []);
    const known = trialEnds.get(subscriptionId);
    if (trialEndsAt !== null && (known === undefined || trialEndsAt > known))
      trialEnds.set(subscriptionId, trialEndsAt);
  }

  function recordInvoice({ data: { organizationId, invoice } }: InvoiceStateEvent): void {
    const present = discounts.get(invoice.subscriptionId ?? '');
    if (present && !discountsThen.has(invoice.invoiceId)) discountsThen.set(invoice.invoiceId, present);
    // A later description may leave out lines that an earlier one had.
    const lines = invoice.lines ?? invoices.get(invoice.invoiceId)?.invoice.lines;
    invoices.set(invoice.invoiceId, { organizationId, invoice: lines ? { ...invoice, lines } : invoice });
    for (const line of lines ?? []) {
      const part = sold.get(line.priceId ?? '')?.part;
      // Usage is counted from where its price began, which need not be where the period did.
      if (line.subscriptionId === null || line.proration || part === undefined || part === 'meter') continue;
      push(periods, line.subscriptionId, { start: line.periodStart, end: line.periodEnd });
    }
  }

  function recordUsage({ data: { organizationId, reports } }: UsageReported): void {
    for (const { meter, timestamp, quantity } of reports)
      push(used, `${organizationId} ${meter}`, { at: timestamp, quantity });
  }

  function record(event: BilledEvent): void {
    if (event.type === 'UsageReported') recordUsage(event);
    else if ('subscription' in event.data) recordSubscription(event as SubscriptionEvent);
    else if ('invoice' in event.data) recordInvoice(event as InvoiceStateEvent);
    else recordPlan(event as PlanEvent);
  }

  const invoicesOf = (organizationId: string): readonly InvoiceSnapshot[] =>
    [...invoices.values()].filter((each) => each.organizationId === organizationId).map(({ invoice }) => invoice);

  const factsFor = (organizationId: string): Omit<RatingFacts, 'applied'> => ({
    soldBy: (priceId) => sold.get(priceId),
    bought: (planId, version) => terms.get(`${planId} ${version}`),
    used: (meter, start, end) =>
      (used.get(`${organizationId} ${meter}`) ?? [])
        .filter(({ at }) => start <= at && at < end)
        .reduce((sum, { quantity }) => sum + BigInt(quantity), 0n),
    periodStart: (subscriptionId, periodEnd, instant) =>
      (periods.get(subscriptionId) ?? [])
        .filter(({ start, end }) => end === periodEnd && start <= instant)
        .reduce<string | undefined>(
          (latest, { start }) => (latest === undefined || start > latest ? start : latest),
          undefined,
        ),
    trialEnd: (subscriptionId) => trialEnds.get(subscriptionId) ?? null,
    charged: (credit) => chargedLine(credit, invoicesOf(organizationId)),
    discounts: (invoiceId) => discountsThen.get(invoiceId) ?? [],
  });

  return { record, invoices: () => [...invoices.values()], draftOf: (planId) => drafts.get(planId), factsFor };
}
