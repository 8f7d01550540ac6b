-- One row per invitation that was ever sent.
CREATE TABLE {{table}} (
  invitation_id text PRIMARY KEY,
  organization_id text NOT NULL,
  -- As the inviter wrote it.
  email text NOT NULL,
  message text,
  role text NOT NULL,
  -- open, accepted or revoked; an open one whose time has passed is shown as expired.
  status text NOT NULL,
  invited_by text NOT NULL,
  times_sent integer NOT NULL,
  sent_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  invited_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_because text,
  accepted_by text
);
CREATE INDEX ON {{table}} (organization_id, invited_at DESC, invitation_id DESC);
