-- One row per request to Stripe: what was asked for an organization, and what came of it.
CREATE TABLE {{table}} (
  request_id text PRIMARY KEY,
  organization_id text NOT NULL,
  kind text NOT NULL,
  status text NOT NULL,
  subscription_id text,
  payment_method_id text,
  client_secret text,
  url text,
  code text,
  decline_code text,
  message text,
  requested_at timestamptz NOT NULL,
  completed_at timestamptz,
  -- Of the event that told the outcome: whoever shows the request waits until other read models have come so far.
  completed_position bigint
);
CREATE INDEX ON {{table}} (organization_id, requested_at DESC);
