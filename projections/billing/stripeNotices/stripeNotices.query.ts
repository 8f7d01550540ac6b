import { z } from 'zod';
import type { WatchedKind, WatchedObject } from '../../../domain/billing/stripeNotice/watchedObject.js';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const notice = z.object({
  objectId: z.string(),
  kind: z.custom<WatchedKind>((value) => typeof value === 'string'),
  organizationId: z.string().nullable(),
  attention: z.boolean(),
  // The projector wrote the document from an event that was checked when it was read.
  observed: z.custom<WatchedObject>((value) => typeof value === 'object' && value !== null),
  position: z.bigint(),
  observedAt: z.string(),
  resolvedAt: z.string().nullable(),
  note: z.string().nullable(),
});
export type StripeNotice = z.infer<typeof notice>;

const columns = sql.fragment`
  object_id AS "objectId", kind, organization_id AS "organizationId", attention, observed, position,
  observed_at AS "observedAt", resolved_at AS "resolvedAt", note`;

/** What an organization may see: everything but what only concerns whoever runs the product; newest first. */
export const noticesOf = (
  db: CommonQueryMethods,
  organizationId: string,
  { limit, before, kind }: Readonly<{ limit: number; before?: bigint | undefined; kind?: string | undefined }>,
): Promise<readonly StripeNotice[]> => {
  const earlier = before === undefined ? sql.fragment`TRUE` : sql.fragment`position < ${before}`;
  const ofKind =
    kind === undefined ? sql.fragment`kind NOT IN ('fraudFlag', 'finalizationFailure')` : sql.fragment`kind = ${kind}`;
  return db.any(sql.type(notice)`
    SELECT ${columns} FROM billing.stripe_notices
    WHERE organization_id = ${organizationId} AND ${ofKind} AND ${earlier} ORDER BY position DESC LIMIT ${limit}`);
};

/** What somebody who runs the product has to look at, oldest first. */
export const noticesForOperators = (db: CommonQueryMethods, limit: number): Promise<readonly StripeNotice[]> =>
  db.any(sql.type(notice)`
    SELECT ${columns} FROM billing.stripe_notices WHERE attention ORDER BY position LIMIT ${limit}`);
