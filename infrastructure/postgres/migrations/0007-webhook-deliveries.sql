-- Webhooks on their way out: one row for each event and endpoint that wants it, and one for each attempt.
CREATE TABLE platform.webhook_deliveries (
  -- Derived from event and endpoint; sent as webhook-id.
  delivery_id text PRIMARY KEY,
  organization_id text NOT NULL,
  endpoint_id text NOT NULL,
  event_id text NOT NULL,
  event_type text NOT NULL,
  -- To the byte what is signed and sent. Ids and facts only, no personal data.
  payload text NOT NULL,
  status text NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'delivered', 'failed')),
  -- Attempts since it was made, or asked for again: they decide on the next pause.
  tries integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz CHECK ((next_attempt_at IS NOT NULL) = (status = 'pending')),
  -- The event that last asked for it again.
  asked_again_by text,
  created_at timestamptz NOT NULL
);
CREATE INDEX ON platform.webhook_deliveries (endpoint_id, next_attempt_at) WHERE status = 'pending';
CREATE INDEX ON platform.webhook_deliveries (endpoint_id, created_at, delivery_id);

CREATE TABLE platform.webhook_attempts (
  attempt_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  delivery_id text NOT NULL REFERENCES platform.webhook_deliveries ON DELETE CASCADE,
  organization_id text NOT NULL,
  endpoint_id text NOT NULL,
  attempted_at timestamptz NOT NULL,
  duration_ms integer NOT NULL,
  -- Of the answer; NULL where none came.
  status integer,
  -- NULL where it was delivered.
  error text
);
CREATE INDEX ON platform.webhook_attempts (delivery_id, attempt_id);
CREATE INDEX ON platform.webhook_attempts (endpoint_id, attempted_at);
