import { z } from 'zod';

const MAX_DAYS = 400;
const DAY_MS = 86_400_000;

/** Days that a chart is asked for. */
export const dayRange = z.object({
  from: z.iso.date().meta({ description: 'First day, UTC.' }),
  to: z.iso.date().meta({ description: 'Day after the last one, UTC.' }),
});

export const rangeRefusals = ['INVALID_RANGE', 'RANGE_TOO_LARGE'] as const;

/** What is wrong with the days as a range, if anything. */
export function rangeRefusal({ from, to }: z.output<typeof dayRange>): (typeof rangeRefusals)[number] | undefined {
  if (to < from) return 'INVALID_RANGE';
  return Date.parse(to) - Date.parse(from) > MAX_DAYS * DAY_MS ? 'RANGE_TOO_LARGE' : undefined;
}
