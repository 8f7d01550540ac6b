import { z } from 'zod';
import { clickhouseQuery } from '../../runtime/clickhouseQuery.js';

const integer = z.string().transform(BigInt);
const instant = z.string().transform((text) => new Date(`${text.replace(' ', 'T')}Z`));

/** Above every position of a log: `before` for the first page. */
const END = 2n ** 64n - 1n;

const columns = `position, event_id AS eventId, type, context, stream, revision, occurred_at AS occurredAt,
      recorded_at AS recordedAt, actor_kind AS actorKind, actor_id AS actorId, correlation_id AS correlationId,
      causation_id AS causationId, data, withheld`;
const row = z.object({
  position: integer,
  eventId: z.uuid(),
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
  data: z.string().transform((text) => JSON.parse(text) as unknown),
  withheld: z.array(z.string()),
});

/** The latest events of one organization, newest first; for the next page, `before` is the position of the last row. */
export const latestEvents = clickhouseQuery({
  sql: `SELECT ${columns}
    FROM analytics.events
    WHERE organization_id = {organizationId:String} AND position < {before:UInt64}
    ORDER BY position DESC
    LIMIT {limit:UInt32}`,
  params: z.object({
    organizationId: z.string().min(1),
    before: z
      .bigint()
      .min(0n)
      .max(END)
      .default(END)
      .transform((position) => position.toString()),
    limit: z.int().min(1).max(500).default(50),
  }),
  row,
});

const position = z.bigint().transform(String);

/** The events of one organization after a position (exclusive) and up to another (inclusive), oldest first. */
export const eventsInOrder = clickhouseQuery({
  sql: `SELECT ${columns}
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
  row,
});
