import { z } from 'zod';
import { clickhouseQuery } from '../../runtime/clickhouseQuery.js';

const integer = z.string().transform(BigInt);
const instant = z.string().transform((text) => new Date(`${text.replace(' ', 'T')}Z`).toISOString());
const position = z.bigint().transform(String);

/** The events of one organization after a position (exclusive) and up to another (inclusive), oldest first. */
export const eventsInOrder = clickhouseQuery({
  sql: `SELECT position, toString(event_id) AS eventId, type, context, stream, revision, occurred_at AS occurredAt,
      recorded_at AS recordedAt, actor_kind AS actorKind, actor_id AS actorId, correlation_id AS correlationId,
      causation_id AS causationId, data, withheld
    FROM analytics.events
    WHERE organization_id = {organizationId:String} AND position > {after:Int64} AND position <= {upTo:Int64}
    ORDER BY position
    LIMIT {limit:UInt32}`,
  params: z.object({
    organizationId: z.string().min(1),
    after: position,
    upTo: position,
    limit: z.int().min(1).max(1_000),
  }),
  row: z.object({
    position: integer,
    eventId: z.string(),
    type: z.string(),
    context: z.string(),
    stream: z.string(),
    revision: integer,
    occurredAt: instant,
    recordedAt: instant,
    actorKind: z.string(),
    actorId: z.string(),
    correlationId: z.string(),
    causationId: z.string(),
    data: z.string().transform((text) => JSON.parse(text) as Readonly<Record<string, unknown>>),
    withheld: z.array(z.string()),
  }),
});
