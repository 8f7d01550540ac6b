import type { InvoiceLine } from '../invoice/invoiceLine.js';
import type { InvoiceSnapshot } from '../invoice/invoiceSnapshot.js';
import { meterForPeriod } from '../plan/meterForPeriod.js';
import { meterCharge } from './charges.js';
import { share } from './exactAmount.js';
import { type LineGroup, lineGroups } from './lineGroups.js';
import { type RatingNote, rateGroup } from './rateGroup.js';
import type { RatingFacts } from './ratingFacts.js';

/** Lines priced together: what they came to on the invoice and what they come to now, before discounts and taxes. */
export type RatedGroup = Readonly<{
  what: string;
  lineIds: readonly string[];
  invoiced: number;
  rated: number;
  note: RatingNote | null;
}>;
/** Totals in minor units of the currency, after discounts and with taxes. */
export type RatedInvoice = Readonly<{
  invoiceId: string;
  currency: string;
  invoiced: number;
  rated: number;
  groups: readonly RatedGroup[];
}>;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const amountOf = (lines: readonly InvoiceLine[]): number => sum(lines.map(({ amount }) => amount));

/**
 * Prices an invoice anew: which lines there are, their periods and seats come from it, prices from the catalogue and
 * quantities of meters from recorded usage. Discounts and exclusive taxes keep their share of what they apply to. A line
 * that cannot be priced keeps its amount and says why.
 */
export function rateInvoice(invoice: InvoiceSnapshot, facts: RatingFacts): RatedInvoice {
  const lines = invoice.lines ?? [];
  const groups = lineGroups(lines, facts.soldBy);
  const rated = groups.map((group) => ({ group, ...rateGroup(invoice, group, facts) }));
  const added = newMeters(invoice, groups, facts);
  const totals = rated.map(({ group, rated: amount }) => withDiscountAndTax(group.lines, amount));
  return {
    invoiceId: invoice.invoiceId,
    currency: invoice.currency,
    invoiced: invoice.total,
    rated: sum(totals) + sum(added.map(({ rated: amount }) => amount)),
    groups: [
      ...rated.map(({ group, ...priced }) => ({
        ...priced,
        lineIds: group.lines.map(({ lineId }) => lineId),
        invoiced: amountOf(group.lines),
      })),
      ...added,
    ],
  };
}

/** Meters the other catalogue charges for and the invoice does not, for the period that the invoice closes. */
function newMeters(invoice: InvoiceSnapshot, groups: readonly LineGroup[], facts: RatingFacts): RatedGroup[] {
  const renewed = groups.find((group) => group.kind === 'licensed' && group.change === null && group.plans > 0);
  if (renewed?.kind !== 'licensed' || invoice.billingReason !== 'subscription_cycle') return [];
  const { planId, version, currency, interval } = renewed.sold;
  const end = renewed.periodStart;
  const start = facts.periodStart(invoice.subscriptionId ?? '', end, end);
  if (start === undefined) return [];
  const trialEnd = facts.trialEnd(invoice.subscriptionId ?? '');
  if (trialEnd !== null && end <= trialEnd) return [];
  // What the plan charged for already was left out of the invoice for a reason.
  const soldMeters = (facts.bought(planId, version)?.meters ?? []).filter(({ limit }) => limit === 'soft');
  const billed = new Set(soldMeters.map(({ meter }) => meter));
  return (facts.applied(planId, version)?.meters ?? [])
    .filter(({ meter, limit }) => limit === 'soft' && !billed.has(meter))
    .map((monthly) => {
      const meter = meterForPeriod(monthly, { interval, intervalCount: 1 });
      const rated = meterCharge(facts.used(meter.meter, start, end), meter, currency, 'whole');
      const what = `${planId} v${version} ${meter.meter}`;
      return { what, lineIds: [], invoiced: 0, rated, note: 'NOT_BILLED_BEFORE' };
    });
}

/** An amount in place of that of lines, with the same share of discount and of tax on top. */
function withDiscountAndTax(lines: readonly InvoiceLine[], rated: number): number {
  const invoiced = amountOf(lines);
  const discount = scaled(sum(lines.map((line) => line.discount)), rated, invoiced);
  const exclusive = lines.flatMap(({ taxes }) => taxes.filter(({ inclusive }) => !inclusive));
  const net = invoiced - sum(lines.map((line) => line.discount));
  return rated - discount + scaled(sum(exclusive.map(({ amount }) => amount)), rated - discount, net);
}

const scaled = (amount: number, part: number, of: number): number =>
  amount === 0 || of === 0 ? 0 : of < 0 ? share(amount, -part, -of) : share(amount, part, of);
