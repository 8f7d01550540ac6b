-- What an organization's people have been told, in the order of the events that caused it.
CREATE TABLE {{table}} (
  notification_id uuid PRIMARY KEY,
  organization_id text NOT NULL,
  -- Place in the log of the event that caused it; the feed's cursor.
  position bigint NOT NULL,
  type text NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  link text NOT NULL,
  urgency text NOT NULL,
  occurred_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX ON {{table}} (organization_id, position);
CREATE INDEX ON {{table}} (position);
