-- One row per refund; amounts in minor units.
CREATE TABLE {{table}} (
  refund_id text PRIMARY KEY,
  organization_id text NOT NULL,
  -- Null for a payment that was for no invoice.
  invoice_id text,
  payment_intent_id text,
  charge_id text,
  status text NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL,
  reason text,
  failure_reason text,
  created_at timestamptz NOT NULL
);
CREATE INDEX ON {{table}} (organization_id, invoice_id);
