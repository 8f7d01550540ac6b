import { z } from 'zod';

const minorUnits = z.int().meta({ description: 'Minor units of the currency.', example: 4_900 });

const price = z.object({
  interval: z.enum(['month', 'year']),
  currency: z.string().meta({ example: 'usd' }),
  baseAmount: minorUnits,
  seatAmount: minorUnits.meta({ description: 'For each seat beyond the included ones.' }),
});

const tier = z.object({
  upTo: z
    .int()
    .nullable()
    .meta({ description: 'Last unit beyond the included ones at this price, in a month; null for all above.' }),
  unitAmount: z.string().meta({ description: 'Minor units for one unit, as a decimal.', example: '0.25' }),
});

const meter = z.object({
  meter: z.string().meta({ example: 'agent_runs' }),
  included: z.int().meta({ description: 'Units each month includes; a yearly period twelve times as many.' }),
  limit: z.enum(['hard', 'soft']),
  overage: z.record(z.string(), z.array(tier)).meta({ description: 'By currency; empty where the limit is hard.' }),
});

/** A version of a plan as it is sold. */
export const planAnswer = z
  .object({
    planId: z.string().meta({ example: 'pro' }),
    version: z.int(),
    name: z.string(),
    description: z.string(),
    prices: z.array(price),
    includedSeats: z.int(),
    maxSeats: z.int().nullable(),
    meters: z.array(meter),
    features: z.array(z.string()),
    trialDays: z.int(),
    publishedAt: z.iso.datetime(),
    onSale: z.boolean().meta({ description: 'False for an older version and for a plan that was retired.' }),
  })
  .meta({ id: 'Plan' });

export const planPath = z.object({ planId: z.string().max(40).meta({ example: 'pro' }) });
