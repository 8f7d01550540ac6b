import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantAfter, instantOf } from '../../domain/instant.js';

it('writes every instant as a date would', () => {
  const times = fc.date({
    min: new Date('0000-01-01T00:00:00.000Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(times, (date) => {
      expect(instantOf(date.getTime())).toBe(date.toISOString());
    }),
    { numRuns: 2_000 },
  );
  for (const text of ['2000-02-29T23:59:59.999Z', '1900-03-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'])
    expect(instantOf(Date.parse(text))).toBe(text);
});

it('counts from another', () => {
  expect(instantAfter('2026-12-31T23:59:59.000Z', 1_500)).toBe('2027-01-01T00:00:00.500Z');
  expect(instantAfter(new Date('2026-03-01T00:00:00.000Z'), -1)).toBe('2026-02-28T23:59:59.999Z');
});
