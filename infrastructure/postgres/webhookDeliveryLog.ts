import { sql } from 'slonik';
import { z } from 'zod';
import type { LoggedWebhookDelivery, WebhookDeliveryLog } from '../../application/ports/webhookDeliveryLog.js';
import type { InScope } from './scopedQueries.js';

const instant = z.string();
const deliveryRow = z.object({
  deliveryId: z.string(),
  eventId: z.string(),
  eventType: z.string(),
  status: z.enum(['pending', 'delivered', 'failed']),
  createdAt: instant,
  nextAttemptAt: instant.nullable(),
});
const payloadRow = deliveryRow.extend({ payload: z.string() });
const attemptRow = z.object({
  deliveryId: z.string(),
  at: instant,
  status: z.number().nullable(),
  error: z.string().nullable(),
  durationMs: z.number(),
});

const columns = sql.fragment`delivery_id AS "deliveryId", event_id AS "eventId", event_type AS "eventType", status,
  created_at AS "createdAt", next_attempt_at AS "nextAttemptAt"`;

/** Deliveries as an organization may see them: rows of others are withheld by the database. */
export function webhookDeliveryLog(queries: Readonly<{ of: (organizationId: string) => InScope }>): WebhookDeliveryLog {
  async function withAttempts<Row extends z.infer<typeof deliveryRow>>(
    db: InScope,
    rows: readonly Row[],
  ): Promise<(Row & Pick<LoggedWebhookDelivery, 'attempts'>)[]> {
    const ids = rows.map(({ deliveryId }) => deliveryId);
    const attempts = await db.any(sql.type(attemptRow)`
      SELECT delivery_id AS "deliveryId", attempted_at AS at, status, error, duration_ms AS "durationMs"
      FROM platform.webhook_attempts WHERE delivery_id = ANY(${sql.array(ids, 'text')}) ORDER BY attempt_id DESC`);
    return rows.map((row) => ({
      ...row,
      attempts: attempts
        .filter(({ deliveryId }) => deliveryId === row.deliveryId)
        .map(({ at, status, error, durationMs }) => ({ at, status, error, durationMs })),
    }));
  }

  return {
    async list(organizationId, endpointId, { status, after, limit }) {
      const db = queries.of(organizationId);
      const ofStatus = status === undefined ? sql.fragment`true` : sql.fragment`status = ${status}`;
      const further = after
        ? sql.fragment`(created_at, delivery_id) < (${after.createdAt}::timestamptz, ${after.deliveryId})`
        : sql.fragment`true`;
      const rows = await db.any(sql.type(deliveryRow)`
        SELECT ${columns} FROM platform.webhook_deliveries
        WHERE organization_id = ${organizationId} AND endpoint_id = ${endpointId} AND ${ofStatus} AND ${further}
        ORDER BY created_at DESC, delivery_id DESC LIMIT ${limit}`);
      return withAttempts(db, rows);
    },

    async one(organizationId, endpointId, deliveryId) {
      const db = queries.of(organizationId);
      const rows = await db.any(sql.type(payloadRow)`
        SELECT ${columns}, payload FROM platform.webhook_deliveries
        WHERE organization_id = ${organizationId} AND endpoint_id = ${endpointId} AND delivery_id = ${deliveryId}`);
      return (await withAttempts(db, rows))[0];
    },
  };
}
