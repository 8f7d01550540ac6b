import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billingAccountDecider as decider } from '../../../domain/billing/billingAccount/billingAccount.decider.js';
import { planChange } from '../../../domain/billing/billingAccount/subscriptionChange.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { change, on, pro, requested, starter, target } from '../../support/fixtures/billingAccount.js';
import { downgrade, known, scheduled } from '../../support/fixtures/scheduledChange.js';

const given = deciderSpec(decider);

describe('a change of plan', () => {
  it('holds at once and is prorated when it is dearer', () => {
    given(known(on(starter)))
      .when(change(pro, starter, { prorationDate: '2026-01-10T00:00:00.000Z' }))
      .thenRecorded(
        requested({
          ...downgrade,
          from: target(starter),
          target: target(pro),
          timing: 'now',
          prorate: true,
          prorationDate: '2026-01-10T00:00:00.000Z',
          effectiveAt: null,
        }),
      );
  });

  it('waits for the end of the period when it is cheaper', () => {
    given(known(on(pro)))
      .when(change(starter, pro))
      .thenRecorded(requested(downgrade));
  });

  it('charges nothing during a trial, in either direction', () => {
    const trial = { status: 'trialing' } as const;
    for (const [from, to] of [
      [starter, pro],
      [pro, starter],
    ] as const) {
      const planned = planChange(on(from, trial), {
        offer: to,
        current: from,
        interval: null,
        seats: null,
        prorationDate: null,
      });
      expect(planned).toMatchObject({ possible: true, change: { timing: 'now', prorate: false } });
    }
  });

  it('to another interval always holds at once: it begins a period of its own', () => {
    const yearly = on(pro, { interval: 'year' });
    const planned = planChange(yearly, {
      offer: pro,
      current: pro,
      interval: 'month',
      seats: null,
      prorationDate: null,
    });
    expect(planned).toMatchObject({ possible: true, change: { timing: 'now', prorate: true } });
  });

  it('keeps the seats where the new plan has room for them', () => {
    const planned = (seats: number) =>
      planChange(on(pro, { seats }), {
        offer: starter,
        current: pro,
        interval: null,
        seats: null,
        prorationDate: null,
      });
    expect(planned(7)).toMatchObject({ change: { target: { seats: 7 } } });
    expect(planned(30)).toMatchObject({ change: { target: { seats: 10 } } });
  });

  it('is refused when nothing would change, or one waits already', () => {
    given(known(on(pro)))
      .when(change(pro, pro))
      .thenRejected('NOTHING_TO_CHANGE');
    given(known(on(pro)), scheduled)
      .when(change(pro, pro, { seats: 9 }))
      .thenRejected('CHANGE_ALREADY_SCHEDULED');
  });

  it('waits exactly when it is cheaper, for any plans and seats of one interval', () => {
    const seats = fc.integer({ min: 1, max: 10 });
    fc.assert(
      fc.property(
        fc.constantFrom(starter, pro),
        fc.constantFrom(starter, pro),
        seats,
        seats,
        (from, to, had, wanted) => {
          const cost = ({ terms }: typeof pro, n: number) =>
            (terms.prices[0]?.baseAmount ?? 0) +
            (terms.prices[0]?.seatAmount ?? 0) * Math.max(0, n - terms.includedSeats);
          const planned = planChange(on(from, { seats: had }), {
            offer: to,
            current: from,
            interval: null,
            seats: wanted,
            prorationDate: null,
          });
          if (!planned.possible) return void expect(from === to && had === wanted).toBe(true);
          const waits = cost(to, wanted) < cost(from, had);
          return void expect([planned.change.timing, planned.change.prorate]).toEqual(
            waits ? ['periodEnd', false] : ['now', true],
          );
        },
      ),
    );
  });
});
