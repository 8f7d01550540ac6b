-- One row per saved payment method.
CREATE TABLE {{table}} (
  payment_method_id text PRIMARY KEY,
  organization_id text NOT NULL,
  customer_id text NOT NULL,
  type text NOT NULL,
  brand text,
  last4 text,
  exp_month integer,
  exp_year integer,
  is_default boolean NOT NULL,
  attached_at timestamptz NOT NULL
);
CREATE INDEX ON {{table}} (organization_id, attached_at DESC);
