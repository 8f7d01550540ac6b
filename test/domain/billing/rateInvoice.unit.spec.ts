import { describe, expect, it } from 'vitest';
import type { InvoiceLine } from '../../../domain/billing/invoice/invoiceLine.js';
import type { PlanTerms } from '../../../domain/billing/plan/planTerms.js';
import { afterDiscounts, type Reduction } from '../../../domain/billing/rating/charges.js';
import { rateInvoice } from '../../../domain/billing/rating/rateInvoice.js';
import type { RatingFacts } from '../../../domain/billing/rating/ratingFacts.js';
import { soldAs } from '../../../domain/billing/rating/soldAs.js';
import { invoice } from '../../support/fixtures/billing.js';
import { meter, terms } from '../../support/fixtures/plans.js';

const START = '2026-11-01T00:00:00.000Z';
const HALF = '2026-11-16T00:00:00.000Z';
const END = '2026-12-01T00:00:00.000Z';
const base = 'plan:pro:v1:month:usd:base';
const seat = 'plan:pro:v1:month:usd:seat';
const runs = 'plan:pro:v1:month:usd:meter:agent_runs';

/** A line whose price id is the lookup key itself. */
const line = (priceId: string, amount: number, changes: Partial<InvoiceLine> = {}): InvoiceLine => ({
  lineId: `${priceId}-${amount}`,
  description: null,
  amount,
  quantity: 1,
  unitAmount: null,
  periodStart: START,
  periodEnd: END,
  discount: 0,
  taxes: [],
  proration: false,
  priceId,
  productId: null,
  subscriptionId: 'sub_1',
  subscriptionItemId: priceId,
  invoiceItemId: null,
  creditedInvoiceId: null,
  creditedLineIds: [],
  ...changes,
});
const facts = (applied: PlanTerms = terms(), changes: Partial<RatingFacts> = {}): RatingFacts => ({
  soldBy: soldAs,
  bought: () => terms(),
  applied: () => applied,
  used: () => 0n,
  periodStart: () => START,
  trialEnd: () => null,
  discounts: () => [],
  charged: () => undefined,
  ...changes,
});
const rated = (lines: InvoiceLine[], known = facts(), changes = {}) =>
  rateInvoice(invoice({ lines, total: lines.reduce((sum, { amount }) => sum + amount, 0), ...changes }), known).rated;
const dearer = terms({ prices: [{ interval: 'month', currency: 'usd', baseAmount: 5_900, seatAmount: 1_000 }] });

describe('an invoice priced anew', () => {
  it('comes to the same by the catalogue it was made from, and to another by another', () => {
    const lines = [line(base, 4_900), line(seat, 2_700, { quantity: 3 })];
    expect(rated(lines)).toBe(7_600);
    expect(rated(lines, facts(dearer))).toBe(5_900 + 3_000);
    // Eight seats were bought: with seven included one is left to pay, with two six.
    expect(rated(lines, facts(terms({ includedSeats: 7 })))).toBe(4_900 + 900);
    expect(rated(lines, facts(terms({ includedSeats: 2 })))).toBe(4_900 + 5_400);
  });

  it('keeps the share of discounts and taxes', () => {
    const tax = { amount: 745, inclusive: false, taxableAmount: 3_920, rateId: null };
    expect(rated([line(base, 4_900, { discount: 980, taxes: [tax] })])).toBe(4_900 - 980 + 745);
    const free = facts(terms({ prices: [{ interval: 'month', currency: 'usd', baseAmount: 0, seatAmount: 0 }] }));
    expect(rated([line(base, 4_900, { discount: 980, taxes: [tax] })], free)).toBe(0);
  });

  it('counts usage as it was recorded, not as it was billed', () => {
    const used = (_: string, start: string, end: string) => (start === START && end === END ? 1_300n : 0n);
    expect(rated([line(runs, 999, { quantity: 7 })], facts(terms(), { used }))).toBe(550);
    expect(rated([line(runs, 999)], facts(terms({ meters: [meter({ limit: 'hard', overage: {} })] }), { used }))).toBe(
      0,
    );
  });

  it('charges nothing for a trial', () => {
    expect(rated([line(base, 0)], facts(terms(), { trialEnd: () => END }))).toBe(0);
    expect(rated([line(base, 0)], facts(terms(), { trialEnd: () => HALF }))).toBe(4_900);
  });

  it('prorates changes, the discounts of their time inside', () => {
    const change = { proration: true, periodStart: HALF };
    const lines = [line(seat, -1_350, { ...change, quantity: 3 }), line(seat, 2_700, { ...change, quantity: 6 })];
    expect(rated(lines)).toBe(1_350);
    const fifth: Reduction[] = [{ percentOff: 20, amountOff: null }];
    expect(rated(lines, facts(terms(), { discounts: () => fifth }))).toBe(1_080);
    const charged = {
      invoice: invoice({ invoiceId: 'in_0', lines: [line(seat, 2_700, { lineId: 'il_0' })] }),
      lineId: 'il_0',
    };
    const onlyThen = (invoiceId: string) => (invoiceId === 'in_0' ? fifth : []);
    expect(rated(lines, facts(terms(), { charged: () => charged, discounts: onlyThen }))).toBe(2_700 - 360);
  });

  it('keeps what it cannot price and says why', () => {
    const other = rateInvoice(invoice({ lines: [line('price_of_ours', 1_234)] }), facts());
    expect(other.groups).toMatchObject([{ rated: 1_234, note: 'NOT_OF_A_PLAN' }]);
    const euro = line('plan:pro:v1:month:eur:base', 4_500);
    expect(rateInvoice(invoice({ lines: [euro] }), facts()).groups).toMatchObject([
      { rated: 4_500, note: 'NOT_SOLD_SO' },
    ]);
  });

  it('charges meters that only the other catalogue sells for the period that ended', () => {
    const pages = meter({ meter: 'pages', included: 0, overage: { usd: [{ upTo: null, unitAmount: '2' }] } });
    const known = facts(terms({ meters: [meter(), pages] }), { used: (name) => (name === 'pages' ? 10n : 0n) });
    expect(rated([line(base, 4_900)], known, { billingReason: 'subscription_cycle' })).toBe(4_920);
    expect(rated([line(base, 4_900)], known, { billingReason: 'subscription_create' })).toBe(4_900);
  });
});

describe('discounts', () => {
  it('are split by amount, the remainder on the last: 500 over 1000 and 2000 is 166 and 334', () => {
    expect(afterDiscounts([1_000, 2_000], [{ percentOff: null, amountOff: 500 }])).toEqual([834, 1_666]);
    expect(afterDiscounts([4_900, 2_700], [{ percentOff: 20, amountOff: null }])).toEqual([3_920, 2_160]);
    expect(afterDiscounts([300, 0], [{ percentOff: null, amountOff: 500 }])).toEqual([0, 0]);
  });
});
