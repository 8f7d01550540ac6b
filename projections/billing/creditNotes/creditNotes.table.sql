-- One row per credit note; amounts in minor units.
CREATE TABLE {{table}} (
  credit_note_id text PRIMARY KEY,
  organization_id text NOT NULL,
  invoice_id text NOT NULL,
  number text NOT NULL,
  status text NOT NULL,
  currency text NOT NULL,
  total bigint NOT NULL,
  tax bigint NOT NULL,
  before_payment bigint NOT NULL,
  after_payment bigint NOT NULL,
  reason text,
  refund_ids text[] NOT NULL,
  balance_transaction_id text,
  created_at timestamptz NOT NULL,
  voided_at timestamptz
);
CREATE INDEX ON {{table}} (organization_id, invoice_id);
