import { z } from 'zod';
import { noticesOf } from '../../../projections/billing/stripeNotices/stripeNotices.query.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { type Route, route } from '../route.js';

const text = z.string().nullable();
const instant = z.iso.datetime();
const minorUnits = z.int().nullable();
const about = { id: z.string(), customerId: text };
const credit = { currency: text, amount: minorUnits.meta({ description: 'Minor units of `currency`.' }) };

const observed = z.discriminatedUnion('kind', [
  z.object({
    ...about,
    kind: z.literal('checkout'),
    status: z.enum(['open', 'complete', 'expired']),
    payment: z.enum(['paid', 'unpaid', 'failed', 'notRequired']),
    subscriptionId: text,
  }),
  z.object({
    ...about,
    kind: z.literal('setup'),
    status: z.string(),
    paymentMethodId: text,
    code: text,
    declineCode: text,
    message: text,
  }),
  z.object({
    ...about,
    kind: z.literal('schedule'),
    subscriptionId: text,
    status: z.string(),
    aborted: z.boolean(),
    endBehavior: z.string(),
    phases: z.array(z.object({ startsAt: instant, endsAt: instant.nullable(), priceIds: z.array(z.string()) })),
  }),
  z.object({
    ...about,
    kind: z.literal('creditGrant'),
    name: text,
    category: z.string(),
    ...credit,
    effectiveAt: instant.nullable(),
    expiresAt: instant.nullable(),
    voidedAt: instant.nullable(),
  }),
  z.object({
    id: z.string(),
    kind: z.literal('creditUse'),
    grantId: z.string(),
    direction: z.enum(['credit', 'debit']),
    ...credit,
    invoiceId: text,
  }),
  z.object({
    ...about,
    kind: z.literal('payment'),
    paymentIntentId: text,
    invoiceId: text,
    status: z.enum(['pending', 'succeeded', 'failed']),
    ...credit,
    code: text,
    declineCode: text,
    message: text,
  }),
  z.object({
    ...about,
    kind: z.literal('pendingCharge'),
    subscriptionId: text,
    ...credit,
    description: text,
    proration: z.boolean(),
    periodStart: instant,
    periodEnd: instant,
  }),
]);

const kinds = z.enum(['checkout', 'setup', 'schedule', 'creditGrant', 'creditUse', 'payment', 'pendingCharge']);
const noticesAnswer = z
  .object({ data: z.array(z.object({ observedAt: instant, observed })), nextCursor: z.string().nullable() })
  .meta({ id: 'StripeNotices' });

export const noticeRoutes = (db: ScopedQueries): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/billing/notices',
    operationId: 'listStripeNotices',
    summary:
      'What Stripe told of purchases on hosted pages, cards being saved, planned changes, prepaid credit, declined payments and amounts that wait for the next invoice',
    tag: 'Billing',
    permission: 'billing:read',
    kind: 'query',
    readModels: ['billing.stripe_notices'],
    query: z.object({ kind: kinds.optional() }),
    list: { sorts: ['-observedAt'], key: z.object({ position: z.string() }) },
    answers: { 200: noticesAnswer },
    handle: async ({ caller: { organizationId }, query: { kind }, page }) => {
      const before = page.after && BigInt(page.after.position);
      const found = await noticesOf(db.of(organizationId), organizationId, { limit: page.limit + 1, before, kind });
      const shown = found.slice(0, page.limit);
      const last = found.length > page.limit ? shown.at(-1) : undefined;
      const data = shown.flatMap(({ observedAt, observed: seen }) => {
        const known = observed.safeParse(seen);
        return known.success ? [{ observedAt, observed: known.data }] : [];
      });
      return {
        status: 200,
        body: { data, nextCursor: last ? page.cursorAfter({ position: String(last.position) }) : null },
      };
    },
  }),
];
