-- One row per organization, meter and billing period: what was used, and how much of it Stripe has been told.
CREATE TABLE {{table}} (
  counter_id text PRIMARY KEY,
  organization_id text NOT NULL,
  meter text NOT NULL,
  period_start timestamptz NOT NULL,
  period_end timestamptz NOT NULL,
  -- subscription or calendar.
  period_source text NOT NULL,
  -- Accepted records and their units, late ones included.
  records bigint NOT NULL,
  quantity bigint NOT NULL,
  -- Those used in an earlier period that had been invoiced before they came.
  late_records bigint NOT NULL,
  late_quantity bigint NOT NULL,
  -- Units added by hand, negative where taken away.
  corrected_quantity bigint NOT NULL,
  -- Units that Stripe has taken, corrections included.
  reported_quantity bigint NOT NULL
);
CREATE INDEX ON {{table}} (organization_id, period_start DESC, meter);
