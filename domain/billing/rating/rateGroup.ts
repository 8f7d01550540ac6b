import type { InvoiceLine } from '../invoice/invoiceLine.js';
import type { InvoiceSnapshot } from '../invoice/invoiceSnapshot.js';
import { meterForPeriod } from '../plan/meterForPeriod.js';
import { meterCharge } from './charges.js';
import type { LineGroup } from './lineGroups.js';
import { ratePlan } from './ratePlan.js';
import type { RatingFacts } from './ratingFacts.js';

export type RatingNote = 'NOT_OF_A_PLAN' | 'NOT_SOLD_SO' | 'PERIOD_UNKNOWN' | 'NOT_BILLED_BEFORE';

const amountOf = (lines: readonly InvoiceLine[]): number => lines.reduce((total, { amount }) => total + amount, 0);

/** What lines priced together come to now; a note where they keep what was invoiced. */
export type Priced = Readonly<{ what: string; rated: number; note: RatingNote | null }>;

/** Prices one group of lines of an invoice by the terms to apply. */
export function rateGroup(invoice: InvoiceSnapshot, group: LineGroup, facts: RatingFacts): Priced {
  const kept = (what: string, note: RatingNote): Priced => ({ what, rated: amountOf(group.lines), note });
  if (group.kind === 'other') return kept(group.lines[0]?.description ?? 'other', 'NOT_OF_A_PLAN');
  const { planId, version, currency, interval } = group.sold;
  const what = `${planId} v${version} ${group.kind === 'metered' ? group.meter : 'plan and seats'}`;
  const terms = facts.applied(planId, version);
  if (!terms) return kept(what, 'NOT_SOLD_SO');
  if (group.kind === 'metered') {
    const meter = terms.meters.find((each) => each.meter === group.meter);
    if (!meter) return { what, rated: 0, note: null };
    const quantity = facts.used(group.meter, group.periodStart, group.periodEnd);
    const whole = meterForPeriod(meter, { interval, intervalCount: 1 });
    const rated = meterCharge(quantity, whole, currency, group.lines.length > 1 ? 'eachTier' : 'whole');
    return { what, rated, note: null };
  }
  const amount = ratePlan(invoice, group, facts);
  return typeof amount === 'number' ? { what, rated: amount, note: null } : kept(what, amount.note);
}
