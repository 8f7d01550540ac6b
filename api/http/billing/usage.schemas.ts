import { z } from 'zod';

/** Most records in one call. */
export const MOST_RECORDS = 1_000;
/** Most units in one record. */
const MOST_UNITS = 1_000_000_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Stripe takes usage from 35 days back to 5 minutes ahead (docs.stripe.com/api/billing/meter-event/create); so do we. */
export const OLDEST_MS = 35 * DAY_MS;
export const NEWEST_MS = 5 * MINUTE_MS;

const whole = /^(0|[1-9]\d{0,14})$/;

/** A whole number of units, as a JSON integer or its decimal digits; never rounded. */
const quantity = z
  .unknown()
  .transform((given, context) => {
    const fault = (code: string, message: string) => {
      context.addIssue({ code: 'custom', message, params: { code } });
      return z.NEVER;
    };
    const isDigits = typeof given === 'string' && whole.test(given);
    const isInteger = typeof given === 'number' && Number.isInteger(given);
    if (given === undefined) return fault('required', 'is missing');
    if (!isDigits && !isInteger) return fault('invalid_amount', 'must be a whole number of units');
    const units = Number(given);
    if (units < 0 || Object.is(units, -0)) return fault('out_of_range', 'must not be negative');
    if (units > MOST_UNITS) return fault('amount_too_large', `must be at most ${MOST_UNITS}`);
    return units;
  })
  .meta({ override: { type: 'integer', minimum: 0, maximum: MOST_UNITS }, description: 'Whole units of the meter.' });

/** A UTC instant, with milliseconds once read. */
const instant = z.iso
  .datetime({ error: 'must be a UTC instant such as 2026-11-24T16:00:00.000Z' })
  .transform((text) => new Date(text).toISOString());

const record = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[\x21-\x7e]*$/, 'must be printable ASCII without blanks')
    .meta({ description: 'Your own id of the record, unique in your organization for ever: a repeat counts once.' }),
  meter: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,63}$/, 'must be the name of a meter')
    .meta({ example: 'agent_runs' }),
  quantity,
  at: instant.meta({ description: 'When it was used (UTC): from 35 days ago to 5 minutes ahead.' }),
});

export const usageBody = z.strictObject({ records: z.array(record).min(1).max(MOST_RECORDS) });

export const usageAccepted = z
  .object({
    accepted: z.int().meta({ description: 'Records that this call added.' }),
    duplicates: z.array(z.string()).meta({ description: 'Ids recorded before; nothing was added for them.' }),
    late: z.array(z.string()).meta({
      description: 'Ids of added records whose period had been invoiced: they count in the next one.',
    }),
  })
  .meta({ id: 'UsageAccepted' });

const namedPeriods = ['current', 'previous'];
const periodChoice = z
  .string()
  .refine((given) => namedPeriods.includes(given) || z.iso.datetime().safeParse(given).success, {
    error: 'must be current, previous, or an instant such as 2026-11-24T16:00:00.000Z',
    params: { code: 'invalid_date' },
  })
  .meta({ description: '`current`, `previous`, or any instant of the period.' });
export const usageFilter = z.object({ period: periodChoice.default('current') });

const units = z
  .string()
  .regex(/^-?\d+$/)
  .meta({ description: 'Whole units, in decimal digits.' });
const minorUnits = z.int().meta({ description: 'Minor units of `currency`.' });
const priced = z.object({ quantity: units, amount: minorUnits }).nullable();

export const usageAnswer = z
  .object({
    period: z.object({ start: z.iso.datetime(), end: z.iso.datetime(), source: z.string() }),
    currency: z.string().nullable(),
    meters: z.array(
      z.object({
        meter: z.string(),
        used: units,
        records: z.int(),
        lateQuantity: units,
        correctedQuantity: units,
        included: z.int().nullable(),
        limit: z.int().nullable().meta({ description: 'Units at which more is refused; null without such a limit.' }),
        percentage: z.int().nullable().meta({ description: 'Of the included units, rounded down.' }),
        overage: priced.meta({ description: 'Units beyond the included ones and their price so far.' }),
        projected: priced.meta({ description: 'The same at the period’s end, if usage goes on as it has.' }),
        resetsAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'Usage' });

export const usageRecordFilter = z.object({
  meter: z.string().max(64).optional(),
  periodStart: z.iso.datetime().optional(),
});
export const usageRecordPlace = z.object({ position: z.string().regex(/^\d{1,20}$/), place: z.int() });
export const usageRecordList = z.object({
  data: z.array(
    z
      .object({
        recordId: z.string(),
        kind: z.string().meta({ description: 'recorded, or corrected by hand' }),
        reason: z.string().nullable(),
        reference: z.string().nullable().meta({ description: 'What a correction refers to.' }),
        meter: z.string(),
        quantity: units,
        usedAt: z.iso.datetime(),
        periodStart: z.iso.datetime(),
        belongsTo: z.iso.datetime().nullable().meta({ description: 'Start of the period it was used in, when late.' }),
        recordedAt: z.iso.datetime(),
        eventId: z.string().meta({ description: 'The event of the log it came in.' }),
      })
      .meta({ id: 'UsageRecord' }),
  ),
  nextCursor: z.string().nullable(),
});
