import { z } from 'zod';
import type { PlanEvent } from '../../domain/billing/plan/plan.events.js';
import type { EventDefinitions } from './eventDefinition.js';

const instant = z.iso.datetime();
const whole = z.int().nonnegative();
const version = z.int().positive();

/** The terms of a plan as they are stored and as a person writes them in a file. */
export const planTermsSchema = z.strictObject({
  name: z.string(),
  description: z.string(),
  prices: z.array(
    z.object({ interval: z.enum(['month', 'year']), currency: z.string(), baseAmount: whole, seatAmount: whole }),
  ),
  includedSeats: whole,
  maxSeats: whole.nullable(),
  meters: z.array(
    z.object({
      meter: z.string(),
      included: whole,
      limit: z.enum(['hard', 'soft']),
      overage: z.record(z.string(), z.array(z.object({ upTo: whole.nullable(), unitAmount: z.string() }))),
    }),
  ),
  features: z.array(z.string()),
  trialDays: whole,
});

/** How the events of plans are stored. */
export const planEvents: EventDefinitions<PlanEvent> = {
  PlanVersionDrafted: {
    version: 1,
    data: z.object({ planId: z.string(), version, terms: planTermsSchema, draftedAt: instant }),
  },
  PlanDraftRevised: {
    version: 1,
    data: z.object({ planId: z.string(), version, terms: planTermsSchema, revisedAt: instant }),
  },
  PlanDraftDiscarded: { version: 1, data: z.object({ planId: z.string(), version, discardedAt: instant }) },
  PlanVersionPublished: {
    version: 1,
    data: z.object({ planId: z.string(), version, terms: planTermsSchema, publishedAt: instant }),
  },
  PlanSynced: {
    version: 1,
    data: z.object({
      planId: z.string(),
      version,
      productId: z.string(),
      prices: z.record(z.string(), z.string()),
      meters: z.record(z.string(), z.string()),
      syncedAt: instant,
    }),
  },
  PlanRetired: { version: 1, data: z.object({ planId: z.string(), retiredAt: instant }) },
};
