import type { InvoiceLine } from '../invoice/invoiceLine.js';
import type { InvoiceSnapshot } from '../invoice/invoiceSnapshot.js';
import { afterDiscounts, type IntervalCharge, intervalCharge, prorated } from './charges.js';
import { type LineGroup, lineGroups } from './lineGroups.js';
import type { RatingFacts } from './ratingFacts.js';

type Licensed = Extract<LineGroup, { kind: 'licensed' }>;
type NotRated = Readonly<{ note: 'NOT_SOLD_SO' | 'PERIOD_UNKNOWN' }>;

/** What a plan and its seats come to for a whole period or the part of one, minor units before the invoice's discounts. */
export function ratePlan(invoice: InvoiceSnapshot, group: Licensed, facts: RatingFacts): number | NotRated {
  const { lines, plans, change, periodEnd, periodStart: at } = group;
  const whole = chargeOf(group, facts);
  if (!whole) return { note: 'NOT_SOLD_SO' };
  const subscriptionId = lines[0]?.subscriptionId ?? '';
  if (change === null) {
    const trialEnd = facts.trialEnd(subscriptionId);
    return trialEnd !== null && periodEnd <= trialEnd ? 0 : whole.base * plans + whole.seats;
  }
  const periodStart = facts.periodStart(subscriptionId, periodEnd, at);
  if (periodStart === undefined) return { note: 'PERIOD_UNKNOWN' };
  const parts = plans > 0 ? (['base', 'seat'] as const) : (['seat'] as const);
  return parts.reduce((total, part) => {
    const line = lines.find(({ priceId }) => facts.soldBy(priceId ?? '')?.part === part) ?? lines[0];
    // A credit gives back what was charged, less the discounts of that time.
    const charged = (change === 'credit' && line && creditedBy(line, facts)) || { invoice, group };
    const net = netOf(charged.invoice.invoiceId, charged.group, facts) ?? whole;
    return total + prorated(part === 'base' ? net.base : net.seats, change, { periodStart, periodEnd, at });
  }, 0);
}

/** The whole interval's price for the seats of a group; undefined where the plan is not sold so. */
function chargeOf({ sold, extraSeats }: Licensed, facts: RatingFacts): IntervalCharge | undefined {
  const { planId, version, interval, currency } = sold;
  const [terms, before] = [facts.applied(planId, version), facts.bought(planId, version)];
  const price = terms?.prices.find((each) => each.interval === interval && each.currency === currency);
  if (!terms || !before || !price) return undefined;
  return intervalCharge(price, terms.includedSeats, before.includedSeats + extraSeats);
}

/** The same less the discounts there were when the invoice was made. */
function netOf(invoiceId: string, group: Licensed, facts: RatingFacts): IntervalCharge | undefined {
  const whole = chargeOf(group, facts);
  if (!whole) return undefined;
  const [base = 0, seats = 0] = afterDiscounts([whole.base, whole.seats], facts.discounts(invoiceId));
  return { base, seats };
}

/** The lines that a credit gives back, with those they were charged with. */
function creditedBy(credit: InvoiceLine, facts: RatingFacts) {
  const charged = facts.charged(credit);
  if (!charged) return undefined;
  const { invoice, lineId } = charged;
  const groups = lineGroups(invoice.lines ?? [], facts.soldBy);
  const group = groups.find(({ lines }) => lines.some((line) => line.lineId === lineId));
  return group?.kind === 'licensed' ? { invoice, group } : undefined;
}
