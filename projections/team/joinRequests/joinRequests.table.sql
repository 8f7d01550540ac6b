-- One row per person who waits to be let into an organization.
CREATE TABLE {{table}} (
  -- <organization id>/<user id>
  asker_id text PRIMARY KEY,
  request_id text NOT NULL,
  organization_id text NOT NULL,
  user_id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  domain text NOT NULL,
  asked_at timestamptz NOT NULL
);
CREATE INDEX ON {{table}} (organization_id, asked_at, request_id);
