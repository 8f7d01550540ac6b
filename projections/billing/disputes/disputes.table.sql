-- One row per dispute; amounts in minor units.
CREATE TABLE {{table}} (
  dispute_id text PRIMARY KEY,
  organization_id text NOT NULL,
  -- Null for a payment that was for no invoice.
  invoice_id text,
  payment_intent_id text,
  charge_id text NOT NULL,
  status text NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL,
  reason text NOT NULL,
  evidence_due_at timestamptz,
  -- What the bank has taken and not given back.
  withdrawn bigint NOT NULL,
  created_at timestamptz NOT NULL
);
CREATE INDEX ON {{table}} (organization_id, invoice_id);
