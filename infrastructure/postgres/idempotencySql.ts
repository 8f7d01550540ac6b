/** A claim without an answer is abandoned after this: longer than any request may take. */
const takeOverAfterSeconds = 60;

// Losing the last moments of this table in a crash costs nothing: a repeat carries the same command id, and the
// event store answers it as the first time. So no commit here waits for the disk.
const withoutFlush = `flush AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))`;

/**
 * One statement sees and settles every case: the update runs whenever a key exists, so that RETURNING shows the row
 * as it is, also one that another transaction has just committed. Rows are locked in order of their ids, here and
 * below, so that two statements never wait for each other.
 */
export const claimSql = `
  WITH ${withoutFlush}
  INSERT INTO platform.idempotency_keys AS held (command_id, organization_id, request_hash, claim)
  SELECT asked.command_id, asked.organization_id, decode(asked.request_hash, 'hex'), asked.claim
  FROM flush, unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[])
    AS asked (command_id, organization_id, request_hash, claim)
  ORDER BY asked.command_id
  ON CONFLICT (command_id) DO UPDATE SET
    (claim, claimed_at) = (
      SELECT CASE WHEN free THEN EXCLUDED.claim ELSE held.claim END, CASE WHEN free THEN now() ELSE held.claimed_at END
      FROM (SELECT held.status IS NULL
               AND held.request_hash = EXCLUDED.request_hash
               AND held.claimed_at < now() - make_interval(secs => ${takeOverAfterSeconds})) AS state (free))
  RETURNING command_id, claim, request_hash, status, headers, body`;

/**
 * Only the holder of the claim records an answer, and only the first. Written as what it hardly ever does, so that
 * PostgreSQL finds each row by its key without planning how, which costs more than the rest: an update that joins the
 * rows to arrays is planned anew for every length of them.
 */
export const completeSql = `
  WITH ${withoutFlush}
  INSERT INTO platform.idempotency_keys AS held
    (command_id, organization_id, request_hash, claim, status, headers, body)
  SELECT done.command_id, done.organization_id, decode(done.request_hash, 'hex'), done.claim,
    done.status, done.headers::jsonb, done.body
  FROM flush, unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::smallint[], $6::text[], $7::text[])
    AS done (command_id, organization_id, request_hash, claim, status, headers, body)
  ORDER BY done.command_id
  ON CONFLICT (command_id) DO UPDATE SET (status, headers, body) = (EXCLUDED.status, EXCLUDED.headers, EXCLUDED.body)
    WHERE held.claim = EXCLUDED.claim AND held.status IS NULL`;

export const releaseSql = `
  UPDATE platform.idempotency_keys SET claimed_at = '-infinity'
  WHERE command_id = $1 AND claim = $2 AND status IS NULL`;

export const forgetSql = 'DELETE FROM platform.idempotency_keys WHERE first_used_at < $1';
