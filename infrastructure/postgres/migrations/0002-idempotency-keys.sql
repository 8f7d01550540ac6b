-- The first answer to each command that was asked under an Idempotency-Key.
CREATE SCHEMA IF NOT EXISTS platform;

CREATE TABLE platform.idempotency_keys (
  -- UUIDv5 of organization, actor, route and key, so this alone is the scope.
  command_id uuid PRIMARY KEY,
  organization_id text NOT NULL,
  -- SHA-256 of address, condition and body: the key stands for this request only.
  request_hash bytea NOT NULL,
  -- Who runs it now, or ran it: only the holder may record an answer.
  claim uuid NOT NULL,
  -- '-infinity' once given back: the next comer may take it over at once.
  claimed_at timestamptz NOT NULL DEFAULT now(),
  first_used_at timestamptz NOT NULL DEFAULT now(),
  -- The answer: all null until there is one.
  status smallint,
  headers jsonb,
  body text,
  CHECK ((status IS NULL) = (headers IS NULL) AND (status IS NULL) = (body IS NULL))
);

-- For forgetting the oldest.
CREATE INDEX idempotency_keys_first_used_at ON platform.idempotency_keys USING brin (first_used_at);
