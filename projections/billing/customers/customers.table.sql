-- Stripe's customers and whose they are; name, e-mail, phone and address are personal and go when the customer is erased.
CREATE TABLE {{table}} (
  customer_id text PRIMARY KEY,
  organization_id text NOT NULL,
  name text,
  email text,
  phone text,
  address text[] NOT NULL,
  -- Registrations for tax, personal as well.
  tax_ids jsonb NOT NULL,
  currency text,
  -- Minor units; negative is credit.
  balance bigint NOT NULL,
  default_payment_method_id text,
  delinquent boolean NOT NULL,
  deleted boolean NOT NULL,
  -- What is taken off everything.
  discount jsonb,
  linked_at timestamptz NOT NULL
);
CREATE INDEX ON {{table}} (organization_id, linked_at);
