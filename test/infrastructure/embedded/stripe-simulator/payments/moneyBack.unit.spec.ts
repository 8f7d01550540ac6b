import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CreditedInvoice,
  creditSplit,
} from '../../../../../infrastructure/embedded/stripe-simulator/payments/creditNotes/creditable.js';
import { refundOf } from '../../../../../infrastructure/embedded/stripe-simulator/payments/refunds/refundable.js';

const charge = { amount_captured: 2000, amount_refunded: 0, paid: true, status: 'succeeded' } as const;
const paid: CreditedInvoice = {
  amount_paid: 5000,
  amount_remaining: 0,
  post_payment_credit_notes_amount: 0,
  status: 'paid',
  total: 5000,
};
const wish = {
  total: 1500,
  refundAmount: undefined,
  creditAmount: undefined,
  outOfBandAmount: undefined,
  refunded: 0,
  refundedApart: 0,
} as const;

describe('a refund', () => {
  it('takes what is left unless told an amount', () => {
    expect(refundOf(charge, undefined, false)).toEqual({ amount: 2000 });
    expect(refundOf({ ...charge, amount_refunded: 700 }, undefined, false)).toEqual({ amount: 1300 });
    expect(refundOf(charge, 500, false)).toEqual({ amount: 500 });
  });

  it('is refused beyond what came in, when all is gone, while disputed and when nothing was paid', () => {
    expect(refundOf(charge, 2001, false)).toEqual({ refusal: 'TOO_MUCH' });
    expect(refundOf(charge, 0, false)).toEqual({ refusal: 'BELOW_ONE' });
    expect(refundOf({ ...charge, amount_refunded: 2000 }, 1, false)).toEqual({ refusal: 'ALREADY_REFUNDED' });
    expect(refundOf(charge, 1, true)).toEqual({ refusal: 'DISPUTED' });
    expect(refundOf({ ...charge, paid: false, status: 'failed' }, 1, false)).toEqual({ refusal: 'NOT_PAID' });
  });
});

describe('a credit note', () => {
  it('goes to the balance when nothing else is said', () => {
    expect(creditSplit(paid, wish)).toEqual({
      split: { prePayment: 0, postPayment: 1500, refundAmount: 0, creditAmount: 1500, outOfBandAmount: 0 },
    });
  });

  it('lowers an open debt before it gives anything back', () => {
    const open: CreditedInvoice = { ...paid, status: 'open', amount_paid: 1000, amount_remaining: 1200 };
    expect(creditSplit(open, wish)).toMatchObject({ split: { prePayment: 1200, postPayment: 300, creditAmount: 300 } });
  });

  it('wants parts that add up, and never more than was paid', () => {
    expect(creditSplit(paid, { ...wish, refundAmount: 1000 })).toEqual({ refusal: 'PARTS_DIFFER' });
    expect(creditSplit(paid, { ...wish, refundAmount: 1000, creditAmount: 500 })).toMatchObject({
      split: { refundAmount: 1000, creditAmount: 500 },
    });
    expect(creditSplit({ ...paid, post_payment_credit_notes_amount: 4000 }, wish)).toEqual({ refusal: 'TOO_MUCH' });
    expect(creditSplit({ ...paid, status: 'draft' }, wish)).toEqual({ refusal: 'NOT_FINAL' });
  });

  it('splits every accepted total into parts that add up to it', () => {
    const amount = fc.integer({ min: -1, max: 6000 });
    const part = fc.option(amount, { nil: undefined });
    const wishes = fc.record({
      total: amount,
      refundAmount: part,
      creditAmount: part,
      outOfBandAmount: part,
      refunded: fc.constantFrom(0, 300),
      refundedApart: fc.constantFrom(0, 700),
    });
    fc.assert(
      fc.property(wishes, fc.integer({ min: 0, max: 5000 }), (asked, earlier) => {
        const answer = creditSplit({ ...paid, post_payment_credit_notes_amount: earlier }, asked);
        if ('refusal' in answer) return;
        const { prePayment, postPayment, refundAmount, creditAmount, outOfBandAmount } = answer.split;
        expect(prePayment + postPayment).toBe(asked.total);
        expect(refundAmount + creditAmount + outOfBandAmount + asked.refunded).toBe(postPayment);
        expect(postPayment).toBeLessThanOrEqual(5000 - earlier - asked.refundedApart);
      }),
    );
  });
});
