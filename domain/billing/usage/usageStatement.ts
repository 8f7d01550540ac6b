import type { PlanMeter } from '../plan/planTerms.js';
import { meterCharge } from '../rating/charges.js';
import { projectedQuantity } from './projectedQuantity.js';

/** What was counted of one meter in one period. */
export type Counted = Readonly<{
  meter: string;
  records: bigint;
  quantity: bigint;
  lateQuantity: bigint;
  correctedQuantity: bigint;
}>;

/** One meter of a period beside what the plan says of it. */
export type UsageStatementLine = Readonly<{
  meter: string;
  /** Units that count: accepted ones and corrections. */
  used: bigint;
  records: bigint;
  lateQuantity: bigint;
  correctedQuantity: bigint;
  /** Null where the plan is not known. */
  included: number | null;
  /** Units at which more is refused; null where there is no such limit. */
  limit: number | null;
  /** Of the included units, in whole percent rounded down; null where nothing is included. */
  percentage: number | null;
  /** Units beyond the included ones and their price in minor units of the currency so far. */
  overage: Readonly<{ quantity: bigint; amount: bigint }> | null;
  /** The same at the period's end, should usage go on as it has since its beginning. */
  projected: Readonly<{ quantity: bigint; amount: bigint }> | null;
}>;

const noUsage = (meter: string): Counted => ({
  meter,
  records: 0n,
  quantity: 0n,
  lateQuantity: 0n,
  correctedQuantity: 0n,
});

const beyond = (quantity: bigint, included: number): bigint => {
  const over = quantity - BigInt(included);
  return over > 0n ? over : 0n;
};

/** A period's usage against the plan: every meter of the plan, and every other one that was used. */
export function usageStatement(
  counted: readonly Counted[],
  meters: readonly PlanMeter[] | null,
  currency: string | null,
  period: Readonly<{ start: string; end: string }>,
  now: Date,
): readonly UsageStatementLine[] {
  const names = [
    ...new Set([...(meters ?? []).map(({ meter }) => meter), ...counted.map(({ meter }) => meter)]),
  ].sort();
  return names.map((name) => {
    const { records, quantity, lateQuantity, correctedQuantity } =
      counted.find(({ meter }) => meter === name) ?? noUsage(name);
    const used = quantity + correctedQuantity;
    const line = { meter: name, used, records, lateQuantity, correctedQuantity };
    const terms = meters?.find(({ meter }) => meter === name);
    if (!terms) return { ...line, included: null, limit: null, percentage: null, overage: null, projected: null };
    const { included } = terms;
    // Rated as the invoice is, so that the two are never a cent apart.
    const priced = (units: bigint) => ({
      quantity: beyond(units, included),
      amount: BigInt(meterCharge(units, terms, currency ?? '', 'whole')),
    });
    const isSoft = terms.limit === 'soft';
    return {
      ...line,
      included,
      limit: isSoft ? null : included,
      percentage: included === 0 ? null : Number((used * 100n) / BigInt(included)),
      overage: isSoft ? priced(used) : null,
      projected: isSoft ? priced(projectedQuantity(used, period, now)) : null,
    };
  });
}
