import type { Pool } from 'pg';
import type { DueWebhookDelivery, WebhookDeliveries } from '../../application/ports/webhookDeliveries.js';

/** Deliveries in PostgreSQL, for what makes and sends them. */
export const webhookDeliveries = (pool: Pool): WebhookDeliveries => ({
  async add(deliveries) {
    for (const { deliveryId, organizationId, endpointId, eventId, eventType, payload, createdAt } of deliveries)
      await pool.query(
        `INSERT INTO platform.webhook_deliveries
           (delivery_id, organization_id, endpoint_id, event_id, event_type, payload, next_attempt_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (delivery_id) DO NOTHING`,
        [deliveryId, organizationId, endpointId, eventId, eventType, payload, createdAt],
      );
  },

  async redeliver(endpointId, deliveryId, cause, at) {
    await pool.query(
      `UPDATE platform.webhook_deliveries
       SET status = 'pending', tries = 0, next_attempt_at = $4, asked_again_by = $3
       WHERE endpoint_id = $1 AND delivery_id = $2 AND asked_again_by IS DISTINCT FROM $3`,
      [endpointId, deliveryId, cause, at],
    );
  },

  async forget(endpointId) {
    await pool.query('DELETE FROM platform.webhook_deliveries WHERE endpoint_id = $1', [endpointId]);
  },

  async forgetBefore(instant) {
    const { rowCount } = await pool.query(
      `DELETE FROM platform.webhook_deliveries WHERE created_at < $1 AND status <> 'pending'`,
      [instant],
    );
    return rowCount ?? 0;
  },

  async endpointsDue(now) {
    // One step through the index for each endpoint, however much each has waiting.
    const { rows } = await pool.query<{ id: string }>(
      `WITH RECURSIVE waiting AS (
         (SELECT endpoint_id FROM platform.webhook_deliveries WHERE status = 'pending' ORDER BY endpoint_id LIMIT 1)
         UNION ALL
         SELECT (SELECT d.endpoint_id FROM platform.webhook_deliveries d
                 WHERE d.status = 'pending' AND d.endpoint_id > w.endpoint_id ORDER BY d.endpoint_id LIMIT 1)
         FROM waiting w WHERE w.endpoint_id IS NOT NULL
       )
       SELECT endpoint_id AS id FROM waiting w
       WHERE EXISTS (SELECT FROM platform.webhook_deliveries d
                     WHERE d.endpoint_id = w.endpoint_id AND d.status = 'pending' AND d.next_attempt_at <= $1)`,
      [now],
    );
    return rows.map(({ id }) => id);
  },

  async due(endpointId, now, limit) {
    const { rows } = await pool.query<DueWebhookDelivery>(
      `SELECT delivery_id AS "deliveryId", organization_id AS "organizationId", endpoint_id AS "endpointId", payload, tries
       FROM platform.webhook_deliveries
       WHERE endpoint_id = $1 AND status = 'pending' AND next_attempt_at <= $2 ORDER BY next_attempt_at LIMIT $3`,
      [endpointId, now, limit],
    );
    return rows;
  },

  async oldestPending() {
    const { rows } = await pool.query<{ since: Date | string | null }>(
      `SELECT min(created_at) AS since FROM platform.webhook_deliveries WHERE status = 'pending'`,
    );
    return instantIn(rows[0]?.since);
  },

  async record({ deliveryId, at, durationMs, status, error, nextAttemptAt }) {
    const became = error === null ? 'delivered' : nextAttemptAt === null ? 'failed' : 'pending';
    await pool.query(
      `WITH attempted AS (
         UPDATE platform.webhook_deliveries SET status = $2, tries = tries + 1, next_attempt_at = $3
         WHERE delivery_id = $1 RETURNING delivery_id, organization_id, endpoint_id
       )
       INSERT INTO platform.webhook_attempts
         (delivery_id, organization_id, endpoint_id, attempted_at, duration_ms, status, error)
       SELECT delivery_id, organization_id, endpoint_id, $4, $5, $6, $7 FROM attempted`,
      [deliveryId, became, nextAttemptAt, at, durationMs, status, error],
    );
  },

  async failingSince(endpointId) {
    const { rows } = await pool.query<{ since: Date | string | null }>(
      `SELECT min(attempted_at) AS since FROM platform.webhook_attempts
       WHERE endpoint_id = $1 AND attempted_at > coalesce(
         (SELECT max(attempted_at) FROM platform.webhook_attempts WHERE endpoint_id = $1 AND error IS NULL), '-infinity')`,
      [endpointId],
    );
    return instantIn(rows[0]?.since);
  },
});

const instantIn = (value: Date | string | null | undefined): Date | undefined =>
  value === null || value === undefined ? undefined : new Date(value);
