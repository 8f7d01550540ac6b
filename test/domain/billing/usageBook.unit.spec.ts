import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BOOK_RECORDS, usageBookDecider as decider } from '../../../domain/billing/usage/usageBook.decider.js';
import type { UsageBookEvent } from '../../../domain/billing/usage/usageBook.events.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import {
  correct,
  november,
  now,
  october,
  opened,
  organizationId,
  portion,
  record,
  recorded,
  softMeter,
  terms,
  used,
} from '../../support/fixtures/usage.js';

const given = deciderSpec(decider);
const closedTo = (through: string): UsageBookEvent => ({
  type: 'UsagePeriodClosed',
  data: { organizationId, through, invoiceId: 'in_1' },
});

describe('a book of usage', () => {
  it('opens with its first record', () => {
    given()
      .when(record([used('a')]))
      .thenRecorded(opened(), recorded(portion([used('a')])));
  });

  it('takes a record once: within a call, in a later call, and when an earlier book has it', () => {
    given(opened())
      .when(record([used('a'), used('a', { quantity: 9 }), used('b')]))
      .thenRecorded(recorded(portion([used('a'), used('b')])));
    given(opened(), recorded(portion([used('a')])))
      .when(record([used('a', { meter: 'documents', at: '2026-11-21T10:00:00.000Z' })]))
      .thenNothing();
    given(opened())
      .when(record([used('a')], { inEarlierBooks: new Set(['a']) }))
      .thenNothing();
  });

  it('keeps meters and periods apart', () => {
    const document = used('b', { meter: 'documents' });
    const before = used('c', { at: '2026-09-05T10:00:00.000Z' });
    const calendar = {
      start: '2026-09-01T00:00:00.000Z',
      end: '2026-10-01T00:00:00.000Z',
      source: 'calendar' as const,
    };
    given(opened())
      .when(record([used('a'), document, before]))
      .thenRecorded(recorded(portion([used('a')]), portion([document]), portion([before], { period: calendar })));
  });

  it('counts late records in their own period until that is invoiced, then in the next with a mark', () => {
    const late = used('a', { at: '2026-11-10T07:59:59.999Z' });
    const command = { ...record([late]), now: new Date('2026-11-10T08:20:00.000Z') };
    given(opened())
      .when(command)
      .thenRecorded(recorded(portion([late], { period: october })));
    given(opened(), closedTo(october.end))
      .when(command)
      .thenRecorded(recorded(portion([late], { belongsTo: october })));
    given(opened())
      .when({ ...command, now: new Date('2026-11-10T08:30:00.000Z') })
      .thenRecorded(recorded(portion([late], { belongsTo: october })));
  });

  it('does not take a re-sent record again in another period', () => {
    const late = used('a', { at: '2026-11-10T07:59:59.999Z' });
    given(opened(), recorded(portion([late], { period: october })), closedTo(october.end))
      .when(record([late]))
      .thenNothing();
  });

  it('refuses what goes over a hard limit, whole, and counts duplicates as nothing', () => {
    const full = recorded(portion([used('a', { quantity: 99 })]));
    given(opened(), full)
      .when(record([used('b', { quantity: 2 })]))
      .thenRejected('USAGE_LIMIT_REACHED');
    given(opened(), full)
      .when(record([used('b'), used('c')]))
      .thenRejected('USAGE_LIMIT_REACHED');
    given(opened(), full)
      .when(record([used('a', { quantity: 99 })]))
      .thenNothing();
  });

  it('tells of each threshold once, the soft meter beyond its included units too', () => {
    const reached = (threshold: 50 | 80 | 100, quantity: number): UsageBookEvent => ({
      type: 'UsageThresholdReached',
      data: {
        ...{ organizationId, meter: 'documents', period: november, threshold, quantity },
        ...{ included: softMeter.included, limit: 'soft' },
      },
    });
    const document = (id: string, quantity: number) => used(id, { meter: 'documents', quantity });
    const half = [opened(), recorded(portion([document('a', 5)])), reached(50, 5)];
    given(opened())
      .when(record([document('a', 5)]))
      .thenRecorded(recorded(portion([document('a', 5)])), reached(50, 5));
    given(...half)
      .when(record([document('b', 2)]))
      .thenRecorded(recorded(portion([document('b', 2)])));
    given(...half)
      .when(record([document('b', 95)]))
      .thenRecorded(recorded(portion([document('b', 95)])), reached(80, 100), reached(100, 100));
  });

  it('refuses a meter that the plan does not have, and takes any where the plan is not known', () => {
    const command = record([used('a', { meter: 'rockets' })]);
    given(opened()).when(command).thenRejected('UNKNOWN_METER');
    const unknownPlan = record(command.data.records, { terms: { ...terms, meters: null } });
    given(opened())
      .when(unknownPlan)
      .thenRecorded(recorded(portion(command.data.records)));
  });

  it('is corrected down to nothing and not below', () => {
    const three = [opened(), recorded(portion([used('a', { quantity: 3 })]))];
    given(...three)
      .when(correct(-4))
      .thenRejected('CORRECTION_BELOW_ZERO');
    given(...three)
      .when(correct(0))
      .thenRejected('CORRECTION_IS_ZERO');
    const { correctionId, meter, reason, reference } = correct(-3).data;
    const about = { organizationId, correctionId, meter, period: november, belongsTo: null, reason, reference };
    given(...three)
      .when(correct(-3))
      .thenRecorded({ type: 'UsageCorrected', data: { ...about, quantity: -3, correctedAt: now.toISOString() } });
  });

  it('closes when it is full, and then takes nothing', () => {
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => used(`id-${from + at}`, { quantity: 0 }));
    const nearlyFull = [opened(), recorded(portion(many(0, BOOK_RECORDS - 1)))];
    const closed: UsageBookEvent = {
      type: 'UsageBookClosed',
      data: { organizationId, book: 1, records: BOOK_RECORDS, closedAt: now.toISOString() },
    };
    const last = recorded(portion(many(BOOK_RECORDS, 1)));
    given(...nearlyFull)
      .when(record(many(BOOK_RECORDS, 1)))
      .thenRecorded(last, closed);
    given(...nearlyFull, last, closed)
      .when(record([used('a')]))
      .thenRejected('USAGE_BOOK_CLOSED');
  });

  it('holds each id once and the sum of its records, whatever is sent however often', () => {
    const calls = fc.array(
      fc.array(
        fc.record({
          id: fc.integer({ min: 0, max: 40 }).map((n) => `id-${n}`),
          quantity: fc.integer({ min: 0, max: 3 }),
          day: fc.integer({ min: 1, max: 23 }),
        }),
        { maxLength: 12 },
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(calls, (sequence) => {
        let state = decider.initialState;
        const ids: string[] = [];
        let sum = 0;
        for (const call of sequence) {
          const given = call.map(({ id, quantity, day }) =>
            used(id, { quantity, at: `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z` }),
          );
          const command = record(given);
          const decision = decider.decide(command, state);
          if (!decision.accepted) continue;
          state = decision.events.reduce(decider.evolve, state);
          for (const event of decision.events) {
            const records = event.type === 'UsageRecorded' ? event.data.portions.flatMap((each) => each.records) : [];
            ids.push(...records.map(({ id }) => id));
            sum += records.reduce((total, { quantity }) => total + quantity, 0);
          }
          expect(decider.decide(command, state)).toEqual({ accepted: true, events: [] });
        }
        expect(new Set(ids).size).toBe(ids.length);
        expect(state.balance.counters.reduce((total, { quantity }) => total + quantity, 0)).toBe(sum);
      }),
    );
  });
});
