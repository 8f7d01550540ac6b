-- One row per record of usage that was accepted, and per correction; an id stands once per organization.
CREATE TABLE {{table}} (
  -- Organization, bar, the record's id.
  record_key text PRIMARY KEY,
  organization_id text NOT NULL,
  record_id text NOT NULL,
  -- recorded, or corrected by hand; then why, and what that refers to.
  kind text NOT NULL,
  reason text,
  reference text,
  meter text NOT NULL,
  quantity bigint NOT NULL,
  used_at timestamptz NOT NULL,
  -- The period it counts in.
  period_start timestamptz NOT NULL,
  -- The start of the period it was used in, where that had been invoiced before it came.
  belongs_to timestamptz,
  recorded_at timestamptz NOT NULL,
  -- Its place in the log, and in that event.
  position bigint NOT NULL,
  place integer NOT NULL,
  event_id uuid NOT NULL,
  -- Null for a correction.
  book integer
);
CREATE INDEX ON {{table}} (organization_id, position DESC, place DESC);
