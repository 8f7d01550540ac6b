import { z } from 'zod';

const instant = z.iso.datetime();

const evidence = z
  .object({
    eventId: z.string(),
    type: z.string().meta({ example: 'SubscriptionStarted' }),
    position: z.string().meta({ description: 'Its place in the log.' }),
    at: instant,
  })
  .meta({ id: 'Evidence' });

const limit = z.object({ meter: z.string(), included: z.int(), limit: z.enum(['hard', 'soft']) });

export const entitlementsAnswer = z
  .object({
    access: z.enum(['full', 'grace', 'none']),
    rule: z.string().meta({ example: 'SUBSCRIPTION_IN_FORCE' }),
    subscriptionId: z.string().nullable(),
    status: z.string().nullable(),
    planId: z.string().nullable(),
    planVersion: z.int().nullable(),
    planName: z.string().nullable(),
    features: z.array(z.string()),
    limits: z.array(limit),
    seats: z.object({ included: z.int(), purchased: z.int(), max: z.int().nullable() }).nullable(),
    period: z.object({ start: instant, end: instant }).nullable(),
    trialEndsAt: instant.nullable(),
    cancelAt: instant.nullable(),
    because: z.array(evidence).meta({ description: 'The recorded events this follows from.' }),
  })
  .meta({ id: 'Entitlements' });

export const entitlementAnswer = z
  .object({
    feature: z.string(),
    allowed: z.boolean(),
    rule: z.string().meta({ example: 'NOT_IN_PLAN' }),
    reason: z.string(),
    limit: limit.nullable(),
    decidedBy: evidence.nullable().meta({ description: 'The recorded event that decided.' }),
    availableIn: z.array(z.string()).meta({ description: 'Plans on sale that have it.' }),
  })
  .meta({ id: 'Entitlement' });

const POSITION = /^(0|[1-9]\d{0,18})$/;

/** A moment to look back to: an instant, or a position of the log as answers give it. */
export const asOfParameter = z
  .string()
  .refine((value) => POSITION.test(value) || instant.safeParse(value).success, {
    error: 'must be an instant such as 2026-11-02T09:15:00Z, or a position of the log',
    params: { code: 'invalid_date' },
  })
  .transform((value) => (POSITION.test(value) ? { position: BigInt(value) } : { instant: new Date(value) }))
  .meta({
    description: 'An instant, or a position of the log as `Consistency-Token` gives it: answers what was so then.',
    override: { type: 'string', examples: ['2026-11-02T09:15:00Z', '1024'] },
  });

export const featurePath = z.object({
  feature: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .meta({ example: 'audit_log' }),
});
