-- One row per API key that has not been revoked.
CREATE TABLE {{table}} (
  api_key_id text PRIMARY KEY,
  organization_id text NOT NULL,
  name text NOT NULL,
  permissions text[] NOT NULL,
  expires_at timestamptz,
  created_at timestamptz NOT NULL,
  -- User id of who made it; the key stays when they go.
  created_by text NOT NULL,
  -- Of the present secret.
  last_four text NOT NULL,
  rotated_at timestamptz,
  rotated_by text,
  -- Until when the secrets before it are good.
  former_good_until timestamptz
);
CREATE INDEX ON {{table}} (organization_id, created_at);
