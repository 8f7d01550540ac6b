-- What reactions remember: how far each has come, and the events it could not handle yet.
CREATE SCHEMA reactions;

CREATE TABLE reactions.checkpoints (
  name text PRIMARY KEY,
  -- Every event up to here has been handled or parked; -1 before the first.
  position bigint NOT NULL DEFAULT -1,
  -- Raised by each holder of the lease: what a former holder still tries to write is refused.
  epoch bigint NOT NULL DEFAULT 0,
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE reactions.parked_events (
  reaction text NOT NULL,
  stream text NOT NULL,
  revision bigint NOT NULL,
  position bigint NOT NULL,
  attempts integer NOT NULL,
  reason text NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  parked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (reaction, stream, revision)
);
CREATE INDEX ON reactions.parked_events (reaction, next_attempt_at);
