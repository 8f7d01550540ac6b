import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { invoiceDecider as decider } from '../../../domain/billing/invoice/invoice.decider.js';
import type { InvoiceEvent } from '../../../domain/billing/invoice/invoice.events.js';
import { totalsDifferences } from '../../../domain/billing/invoice/invoiceTotals.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { invoice, organizationId, paid, second } from '../../support/fixtures/billing.js';
import {
  anyOrder,
  ask,
  creditNote,
  line,
  recordCreditNote,
  recordDispute,
  recordRefund,
  refund,
  syncInvoice,
  toldOfOneInvoice,
} from '../../support/fixtures/invoices.js';

const given = deciderSpec(decider);
const observed = (type: 'InvoiceFinalized' | 'InvoiceChanged' | 'InvoiceVoided', changes = {}): InvoiceEvent => ({
  type,
  data: { organizationId, invoice: invoice(changes), observedAt: second(0) },
});

describe('the life of an invoice', () => {
  it('is told status by status', () => {
    given().when(syncInvoice()).thenRecorded(observed('InvoiceFinalized'));
    const voided = { status: 'void', voidedAt: second(1) } as const;
    given(observed('InvoiceFinalized')).when(syncInvoice(voided)).thenRecorded(observed('InvoiceVoided', voided));
  });

  it('never goes back, unless Stripe itself was asked', () => {
    given(paid())
      .when(syncInvoice({ attemptCount: 9 }))
      .thenNothing();
    given(observed('InvoiceFinalized', { attemptCount: 2 }))
      .when(syncInvoice({ attemptCount: 1 }, { fetched: true }))
      .thenRecorded(observed('InvoiceChanged', { attemptCount: 1 }));
  });

  it('ends in the same state whatever order it is told in, however often', () => {
    const stateAfter = (commands: readonly (typeof toldOfOneInvoice)[number][]) => {
      let state = decider.initialState;
      for (const command of commands) {
        const decision = decider.decide(command, state);
        if (decision.accepted) state = decision.events.reduce(decider.evolve, state);
      }
      return { ...state, failedAttempts: [...state.failedAttempts].sort() };
    };
    const inOrder = stateAfter(toldOfOneInvoice);
    expect(inOrder).toMatchObject({ known: { invoice: { status: 'paid' } }, failedAttempts: [1, 2] });
    fc.assert(
      fc.property(anyOrder(toldOfOneInvoice), (told) => {
        expect(stateAfter(told)).toEqual(inOrder);
      }),
    );
  });
});

describe('the sums of an invoice', () => {
  const taxed = {
    lines: [
      line({
        amount: 14_500,
        discount: 2_900,
        taxes: [{ amount: 2_204, inclusive: false, taxableAmount: 11_600, rateId: 't' }],
      }),
    ],
    linesComplete: true,
    subtotal: 14_500,
    discount: 2_900,
    tax: 2_204,
    taxes: [{ amount: 2_204, inclusive: false, taxableAmount: 11_600, rateId: 't' }],
    total: 13_804,
    amountDue: 13_804,
    amountRemaining: 13_804,
  };

  it('are lines less discounts plus tax', () => {
    expect(totalsDifferences(invoice(taxed))).toEqual([]);
    expect(totalsDifferences(invoice({ ...taxed, total: 13_805 }))).toEqual([
      { of: 'total', expected: 13_804, stated: 13_805 },
    ]);
  });

  it('are flagged once where they do not come out, and the invoice is kept', () => {
    const wrong = { ...taxed, total: 13_805 };
    const flagged: InvoiceEvent = {
      type: 'InvoiceTotalsMismatched',
      data: { organizationId, invoiceId: 'in_1', differences: [{ of: 'total', expected: 13_804, stated: 13_805 }] },
    };
    given().when(syncInvoice(wrong)).thenRecorded(observed('InvoiceFinalized', wrong), flagged);
    given(observed('InvoiceFinalized', wrong), flagged)
      .when(syncInvoice({ ...wrong, attemptCount: 2 }))
      .thenRecorded(observed('InvoiceChanged', { ...wrong, attemptCount: 2 }));
  });
});

describe('what is given back of an invoice', () => {
  it('is recorded by its own id and stage', () => {
    const issued = { type: 'CreditNoteIssued', data: { organizationId, creditNote: creditNote() } } as const;
    given(paid()).when(recordCreditNote()).thenRecorded(issued);
    given(paid(), issued).when(recordCreditNote()).thenNothing();
    const failed = refund({ status: 'failed' });
    const undone = { type: 'RefundFailed', data: { organizationId, refund: failed } } as const;
    given(paid(), { type: 'RefundSucceeded', data: { organizationId, refund: refund() } })
      .when(recordRefund({ status: 'failed' }))
      .thenRecorded(undone);
    given(paid(), undone).when(recordRefund()).thenNothing();
  });

  it('opens a dispute once', () => {
    const decision = decider.decide(recordDispute(), decider.initialState);
    expect(decision).toMatchObject({ events: [{ type: 'DisputeOpened' }] });
  });
});

describe('what people ask of an invoice', () => {
  const payNow = { kind: 'pay', paymentMethodId: null } as const;
  const asked = {
    type: 'InvoiceActionRequested',
    data: { organizationId, invoiceId: 'in_1', requestId: 'r1', action: payNow },
  } as const;

  it('is taken down once and refused where it makes no sense', () => {
    given().when(ask(payNow)).thenRejected('INVOICE_UNKNOWN');
    given(observed('InvoiceFinalized')).when(ask(payNow)).thenRecorded(asked);
    given(observed('InvoiceFinalized'), asked).when(ask(payNow)).thenNothing();
    given(observed('InvoiceFinalized'), asked).when(ask(payNow, 'r2')).thenRejected('INVOICE_ACTION_PENDING');
    given(paid()).when(ask(payNow)).thenRejected('INVOICE_NOT_OPEN');
  });

  it('credits and refunds only what the currency can be charged in, or all that is left', () => {
    const isk = (amount: number) => {
      const money = { currency: 'isk', total: 24_550, amountPaid: 24_550, amountRemaining: 0 };
      const back = { kind: 'refund', amount, reason: 'requested_by_customer' } as const;
      const inFull: InvoiceEvent = {
        type: 'InvoicePaid',
        data: { organizationId, invoice: invoice({ ...money, status: 'paid' }) },
      };
      return given(inFull).when(ask(back));
    };
    isk(550).thenRejected('INVALID_AMOUNT');
    isk(0.5).thenRejected('AMOUNT_BELOW_ONE');
    for (const amount of [500, 24_550]) isk(amount).thenRecorded(expect.objectContaining({ type: asked.type }));
    given(paid())
      .when(ask({ kind: 'credit', amount: 10.5, reason: 'duplicate', to: 'balance' }))
      .thenRejected('INVALID_AMOUNT');
  });

  it('never gives back more than was paid, also while requests are under way', () => {
    const back = (amount: number) => ({ kind: 'refund', amount, reason: 'requested_by_customer' }) as const;
    given(paid())
      .when(ask(back(24_501)))
      .thenRejected('REFUND_EXCEEDS_CHARGE');
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 15_000 }), { maxLength: 8 }), (amounts) => {
        let state = decider.evolve(decider.initialState, paid());
        let given = 0;
        for (const [at, amount] of amounts.entries()) {
          const decision = decider.decide(ask(back(amount), `r${at}`), state);
          if (!decision.accepted) continue;
          state = decision.events.reduce(decider.evolve, state);
          given += amount;
        }
        expect(given).toBeLessThanOrEqual(24_500);
      }),
    );
  });
});
