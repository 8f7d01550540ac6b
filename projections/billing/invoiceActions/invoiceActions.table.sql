-- What people asked to be done to invoices, and what Stripe answered.
CREATE TABLE {{table}} (
  request_id text PRIMARY KEY,
  organization_id text NOT NULL,
  invoice_id text NOT NULL,
  kind text NOT NULL,
  -- Minor units of the invoice's currency; null for what is about the whole invoice.
  amount bigint,
  -- pending, done or refused
  status text NOT NULL,
  reference text,
  refusal_code text,
  refusal_message text,
  requested_at timestamptz NOT NULL,
  answered_at timestamptz
);
CREATE INDEX ON {{table}} (organization_id, invoice_id, requested_at);
