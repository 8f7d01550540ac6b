-- One row per invoice; amounts in minor units.
CREATE TABLE {{table}} (
  invoice_id text PRIMARY KEY,
  organization_id text NOT NULL,
  customer_id text NOT NULL,
  subscription_id text,
  number text,
  status text NOT NULL,
  currency text NOT NULL,
  subtotal bigint NOT NULL,
  tax bigint NOT NULL,
  total bigint NOT NULL,
  amount_due bigint NOT NULL,
  amount_paid bigint NOT NULL,
  amount_remaining bigint NOT NULL,
  attempt_count integer NOT NULL,
  -- The highest attempt known to have failed; 0 when none has.
  failed_attempts integer NOT NULL,
  next_payment_attempt_at timestamptz,
  period_start timestamptz NOT NULL,
  period_end timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  paid_at timestamptz,
  billing_reason text,
  hosted_invoice_url text,
  due_at timestamptz,
  finalized_at timestamptz,
  voided_at timestamptz,
  marked_uncollectible_at timestamptz,
  discount bigint NOT NULL,
  credits_applied bigint NOT NULL,
  -- The customer's balance before and after; negative is credit.
  starting_balance bigint NOT NULL,
  ending_balance bigint,
  credited_before_payment bigint NOT NULL,
  credited_after_payment bigint NOT NULL
);
CREATE INDEX ON {{table}} (organization_id, created_at DESC, invoice_id DESC);
