-- The lines and taxes of each invoice, one row per invoice: they come and go together.
CREATE TABLE {{table}} (
  invoice_id text PRIMARY KEY,
  organization_id text NOT NULL,
  lines jsonb NOT NULL,
  taxes jsonb NOT NULL,
  -- False where Stripe told the first lines only.
  complete boolean NOT NULL
);
