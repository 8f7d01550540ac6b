-- One row per e-mail domain that an organization says is its own.
CREATE TABLE {{table}} (
  -- <organization id>/<domain>
  domain_id text PRIMARY KEY,
  organization_id text NOT NULL,
  domain text NOT NULL,
  challenge text NOT NULL,
  verified_at timestamptz,
  policy text NOT NULL,
  role text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE INDEX ON {{table}} (organization_id, domain);
