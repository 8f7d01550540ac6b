-- Movements of customers' balances; amounts in minor units, negative is credit.
CREATE TABLE {{table}} (
  transaction_id text PRIMARY KEY,
  customer_id text NOT NULL,
  organization_id text NOT NULL,
  kind text NOT NULL,
  currency text NOT NULL,
  amount bigint NOT NULL,
  ending_balance bigint NOT NULL,
  invoice_id text,
  credit_note_id text,
  description text,
  created_at timestamptz NOT NULL,
  -- Where in the log it was recorded: what explains it.
  position bigint NOT NULL
);
CREATE INDEX ON {{table}} (organization_id, position DESC);
