import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meterCharge } from '../../../domain/billing/rating/charges.js';
import { projectedQuantity } from '../../../domain/billing/usage/projectedQuantity.js';
import { countIds, hasId, noIds, withIds } from '../../../domain/billing/usage/recordIds.js';
import { calendarMonth, periodOf, type SubscriptionPeriods } from '../../../domain/billing/usage/usagePeriod.js';
import { usageStatement } from '../../../domain/billing/usage/usageStatement.js';

const subscription = (start: string, end: string, changes: Partial<SubscriptionPeriods> = {}): SubscriptionPeriods => ({
  ...{ startedAt: '2025-01-31T08:00:00.000Z', endedAt: null, interval: 'month', intervalCount: 1 },
  currentPeriodStart: start,
  currentPeriodEnd: end,
  ...changes,
});
const ending31 = subscription('2026-02-28T08:00:00.000Z', '2026-03-31T08:00:00.000Z');

describe('the period usage belongs to', () => {
  it.each([
    ['2026-03-01T00:00:00.000Z', '2026-02-28T08:00:00.000Z', '2026-03-31T08:00:00.000Z'],
    ['2026-02-28T07:59:59.999Z', '2026-01-31T08:00:00.000Z', '2026-02-28T08:00:00.000Z'],
    ['2026-04-01T00:00:00.000Z', '2026-03-31T08:00:00.000Z', '2026-04-30T08:00:00.000Z'],
    ['2024-03-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z', '2024-04-01T00:00:00.000Z'],
  ])('of %s on a month-end anchor', (at, start, end) => {
    expect(periodOf(at, ending31)).toMatchObject({ start, end });
  });

  it('is the year of a yearly subscription', () => {
    const yearly = subscription('2026-01-31T08:00:00.000Z', '2027-01-31T08:00:00.000Z', { interval: 'year' });
    expect(periodOf('2025-12-31T00:00:00.000Z', yearly)).toMatchObject({ start: '2025-01-31T08:00:00.000Z' });
  });

  it('is the calendar month before and after a subscription, and without one', () => {
    const ended = { ...ending31, endedAt: '2026-03-15T00:00:00.000Z' };
    expect(periodOf('2026-03-20T00:00:00.000Z', ended)).toEqual(calendarMonth('2026-03-20T00:00:00.000Z'));
    expect(periodOf('2024-02-10T00:00:00.000Z', null)).toMatchObject({ end: '2024-03-01T00:00:00.000Z' });
  });

  it('always holds the instant, and its neighbours begin where it ends', () => {
    const instants = fc.integer({ min: Date.UTC(2025, 2, 1), max: Date.UTC(2027, 11, 31) });
    fc.assert(
      fc.property(instants, (ms) => {
        const at = new Date(ms).toISOString();
        const period = periodOf(at, ending31);
        expect(period.start <= at && at < period.end).toBe(true);
        expect(periodOf(period.end, ending31).start).toBe(period.end);
      }),
    );
  });
});

describe('the price of units beyond the included ones', () => {
  const tiers = [
    { upTo: 100, unitAmount: '2.5' },
    { upTo: null, unitAmount: '0.25' },
  ];
  const meter = { meter: 'calls', included: 10, limit: 'soft', overage: { usd: tiers } } as const;
  const period = { start: '2026-11-01T00:00:00.000Z', end: '2026-12-01T00:00:00.000Z' };
  const counted = (quantity: bigint) => ({
    meter: 'calls',
    records: 1n,
    quantity,
    lateQuantity: 0n,
    correctedQuantity: 0n,
  });

  it.each([
    [0n, 0n, 0n],
    [10n, 0n, 0n],
    [11n, 1n, 3n],
    [110n, 100n, 250n],
    [113n, 103n, 251n],
  ])('of %d units is that of %d and comes to %d, as on the invoice', (used, quantity, amount) => {
    const [line] = usageStatement([counted(used)], [meter], 'usd', period, new Date(period.end));
    expect(line?.overage).toEqual({ quantity, amount });
    expect(line?.projected).toEqual(line?.overage);
    expect(Number(amount)).toBe(meterCharge(used, meter, 'usd', 'whole'));
  });

  it('is projected from the part of the period that has passed', () => {
    const period = { start: '2026-11-01T00:00:00.000Z', end: '2026-12-01T00:00:00.000Z' };
    expect(projectedQuantity(100n, period, new Date('2026-11-16T00:00:00.000Z'))).toBe(200n);
    expect(projectedQuantity(100n, period, new Date('2027-01-01T00:00:00.000Z'))).toBe(100n);
  });
});

it('a set of ids grows without changing what it was', () => {
  const batches = fc.array(fc.array(fc.integer({ min: 0, max: 200 }).map(String), { maxLength: 20 }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(batches, (given) => {
      let ids = noIds;
      const all = new Set<string>();
      for (const batch of given) {
        const fresh = [...new Set(batch)].filter((id) => !all.has(id));
        const before = countIds(ids);
        const grown = withIds(ids, fresh);
        expect(countIds(ids)).toBe(before);
        for (const id of fresh) all.add(id);
        ids = grown;
      }
      expect(countIds(ids)).toBe(all.size);
      expect([...all].every((id) => hasId(ids, id))).toBe(true);
      expect(hasId(ids, 'never')).toBe(false);
    }),
  );
});
