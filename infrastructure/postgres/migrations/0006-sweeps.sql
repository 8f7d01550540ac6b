-- How far Stripe's own list of events has been gone through, by Stripe's clock.
CREATE TABLE reactions.sweeps (
  name text PRIMARY KEY,
  reached timestamptz NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
