import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discountSplit } from '../../../../../infrastructure/embedded/stripe-simulator/invoices/amounts/discountSplit.js';
import { roundedUp } from '../../../../../infrastructure/embedded/stripe-simulator/invoices/amounts/fraction.js';
import { invoiceTotals } from '../../../../../infrastructure/embedded/stripe-simulator/invoices/amounts/invoiceTotals.js';
import { lineTaxes } from '../../../../../infrastructure/embedded/stripe-simulator/invoices/amounts/lineTaxes.js';
import {
  type Pricing,
  priceAmount,
} from '../../../../../infrastructure/embedded/stripe-simulator/invoices/amounts/priceAmount.js';
import { settlement } from '../../../../../infrastructure/embedded/stripe-simulator/invoices/amounts/settlement.js';

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const amount = (pricing: Pricing, quantity: number) => roundedUp(priceAmount(pricing, quantity));
const graduated: Pricing = {
  scheme: 'graduated',
  tiers: [
    { upTo: 1000, unitAmount: '0', flatAmount: '0' },
    { upTo: 10_000, unitAmount: '0.2', flatAmount: '0' },
    { upTo: null, unitAmount: '0.15', flatAmount: '500' },
  ],
};

describe('a price', () => {
  it('per unit keeps decimals until the line', () => {
    expect(amount({ scheme: 'per_unit', unitAmount: '0.1' }, 1500)).toBe(150);
    expect(amount({ scheme: 'per_unit', unitAmount: '0.1' }, 5)).toBe(1);
  });

  it('in packages rounds the quantity', () => {
    const per100 = (round: 'up' | 'down'): Pricing => ({
      scheme: 'per_unit',
      unitAmount: '15',
      packages: { divideBy: 100, round },
    });
    expect(amount(per100('up'), 101)).toBe(30);
    expect(amount(per100('down'), 199)).toBe(15);
  });

  it('5: 1000 calls at 10 per 100, then 500 at 15 per 100', () => {
    const per100 = (unitAmount: string): Pricing => ({
      scheme: 'per_unit',
      unitAmount,
      packages: { divideBy: 100, round: 'up' },
    });
    expect(amount(per100('10'), 1000) + amount(per100('15'), 500)).toBe(175);
    expect(amount(per100('15'), 500)).toBe(75);
  });

  it('graduated prices each tier by itself', () => {
    expect([0, 1000, 1001, 10_000, 12_000].map((quantity) => amount(graduated, quantity))).toEqual([
      0, 0, 0, 1800, 2600,
    ]);
  });

  it('by volume prices everything in the tier reached', () => {
    const volume: Pricing = { ...graduated, scheme: 'volume' };
    expect([0, 1000, 1001, 12_000].map((quantity) => amount(volume, quantity))).toEqual([0, 0, 200, 2300]);
  });

  it('graduated never falls as the quantity grows', () => {
    fc.assert(
      fc.property(fc.nat(50_000), fc.nat(50_000), (quantity, more) => {
        expect(amount(graduated, quantity + more)).toBeGreaterThanOrEqual(amount(graduated, quantity));
      }),
    );
  });
});

describe('a discount', () => {
  it('is split with the remainder on the last line', () => {
    expect(discountSplit({ amountOff: 500 }, [1000, 2000])).toEqual([166, 334]);
  });

  it('takes off no more than there is, and nothing of what may not be discounted', () => {
    expect(discountSplit({ amountOff: 5000 }, [1000, 2000])).toEqual([1000, 2000]);
    expect(discountSplit({ percentOff: '50' }, [-400, null, 2000])).toEqual([0, 0, 1000]);
    expect(discountSplit({ percentOff: '50' }, [])).toEqual([]);
  });

  it('is never lost between lines and never more than a line', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1 }), fc.nat(2_000_000), (amounts, amountOff) => {
        const shares = discountSplit({ amountOff }, amounts);
        expect(sum(shares)).toBe(Math.min(amountOff, sum(amounts)));
        expect(shares.every((share) => share >= 0)).toBe(true);
      }),
    );
  });
});

const vat = (inclusive: boolean) => ({ id: 'txr_vat', percentage: '19', inclusive });

describe('totals', () => {
  it('11: 14500 with 20 % off and 19 % on top', () => {
    const [off = 0] = discountSplit({ percentOff: '20' }, [14_500]);
    const taxes = lineTaxes(14_500 - off, [vat(false)]);
    expect(off).toBe(2900);
    expect(taxes.map((tax) => tax.amount)).toEqual([2204]);
    expect(invoiceTotals([{ amount: 14_500, discounts: [off], taxes }])).toEqual({
      subtotal: 14_500,
      subtotalExcludingTax: 14_500,
      totalExcludingTax: 11_600,
      total: 13_804,
    });
  });

  it('hold an inclusive tax within the price', () => {
    const taxes = lineTaxes(11_900, [vat(true)]);
    expect(taxes).toEqual([{ rate: 'txr_vat', inclusive: true, amount: 1900, taxable: 10_000 }]);
    expect(invoiceTotals([{ amount: 11_900, discounts: [], taxes }])).toMatchObject({
      subtotalExcludingTax: 10_000,
      totalExcludingTax: 10_000,
      total: 11_900,
    });
  });

  it('are what lines, discounts and exclusive taxes add up to', () => {
    const line = fc.record({ amount: fc.integer({ min: -100_000, max: 100_000 }), inclusive: fc.boolean() });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const counted = lines.map(({ amount, inclusive }) => ({
          amount,
          discounts: [],
          taxes: lineTaxes(amount, [vat(inclusive)]),
        }));
        const { total, totalExcludingTax } = invoiceTotals(counted);
        expect(total - totalExcludingTax).toBe(sum(counted.flatMap(({ taxes }) => taxes.map((tax) => tax.amount))));
      }),
    );
  });
});

describe('a settlement', () => {
  it('gives a negative total to the balance', () => {
    expect(settlement(-6627, 0)).toEqual({ amountDue: 0, startingBalance: 0, endingBalance: -6627 });
  });

  it('uses credit before it charges', () => {
    expect(settlement(5000, -2000)).toEqual({ amountDue: 3000, startingBalance: -2000, endingBalance: 0 });
    expect(settlement(1000, -2000)).toEqual({ amountDue: 0, startingBalance: -2000, endingBalance: -1000 });
  });

  it('13: less than the smallest charge is owed next time', () => {
    expect(settlement(1, 0)).toEqual({ amountDue: 0, startingBalance: 0, endingBalance: 1 });
    expect(settlement(49, 0)).toMatchObject({ amountDue: 0, endingBalance: 49 });
    expect(settlement(50, 0)).toMatchObject({ amountDue: 50, endingBalance: 0 });
    expect(settlement(100, 49)).toMatchObject({ amountDue: 149, endingBalance: 0 });
  });

  it('loses nothing: what was owed before and what is new is charged or carried', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -1e9, max: 1e9 }), (total, balance) => {
        const { amountDue, endingBalance } = settlement(total, balance);
        expect(amountDue + endingBalance).toBe(total + balance);
        expect(amountDue).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
