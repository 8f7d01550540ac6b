-- When API keys were last used: uses are no events.
CREATE TABLE platform.api_key_uses (
  api_key_id text PRIMARY KEY,
  organization_id text NOT NULL,
  -- To the minute.
  last_used_at timestamptz NOT NULL
);
CREATE INDEX ON platform.api_key_uses (organization_id);
