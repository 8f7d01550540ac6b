-- One row per member of an organization, suspended ones too.
CREATE TABLE {{table}} (
  -- <organization id>/<user id>
  member_id text PRIMARY KEY,
  organization_id text NOT NULL,
  user_id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  -- A built-in role's name or a custom role's id.
  role text NOT NULL,
  status text NOT NULL,
  via text NOT NULL,
  invitation_id text,
  -- Who granted the role it has now, and when.
  granted_by text NOT NULL,
  granted_at timestamptz NOT NULL,
  joined_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX ON {{table}} (organization_id, user_id);
CREATE INDEX ON {{table}} (organization_id, joined_at, user_id);
CREATE INDEX ON {{table}} (user_id);
