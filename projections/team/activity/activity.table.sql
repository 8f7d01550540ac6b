-- What happened in an organization, one row for each event that people are told of. Holds no name and no address: who is
-- meant stands there by id, and is named when it is read.
CREATE TABLE {{table}} (
  -- The id of the event.
  entry_id uuid PRIMARY KEY,
  organization_id text NOT NULL,
  -- Place in the log.
  position bigint NOT NULL,
  occurred_at timestamptz NOT NULL,
  -- The event's type.
  action text NOT NULL,
  actor_kind text NOT NULL,
  actor_id text NOT NULL,
  -- The admin who acted as a user.
  impersonated_by text,
  reason text,
  -- Ids of everybody it is about, whoever did it among them.
  people text[] NOT NULL,
  -- The sentence and what changed, in pieces.
  told json NOT NULL
);
CREATE INDEX ON {{table}} (organization_id, position);
CREATE INDEX ON {{table}} (organization_id, action, position);
CREATE INDEX ON {{table}} (organization_id, actor_id, position);
