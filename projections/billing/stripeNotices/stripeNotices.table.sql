-- One row per object of Stripe's that is only watched: purchases on hosted pages, cards being saved, planned changes, credit, warnings.
CREATE TABLE {{table}} (
  object_id text PRIMARY KEY,
  kind text NOT NULL,
  -- Null for what concerns no organization, such as usage that Stripe rejected.
  organization_id text,
  -- Whether somebody who runs the product has to look at it.
  attention boolean NOT NULL,
  observed jsonb NOT NULL,
  position bigint NOT NULL,
  observed_at timestamptz NOT NULL,
  resolved_at timestamptz,
  note text
);
CREATE INDEX ON {{table}} (organization_id, position);
CREATE INDEX ON {{table}} (attention, position) WHERE attention;
