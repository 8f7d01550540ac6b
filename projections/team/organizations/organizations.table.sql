-- One row per organization.
CREATE TABLE {{table}} (
  organization_id text PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  -- Of the last event in its stream: what If-Match is compared with.
  revision bigint NOT NULL
);
