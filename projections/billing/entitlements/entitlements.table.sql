-- One row per organization: the subscriptions that decide what it may do.
CREATE TABLE {{table}} (
  organization_id text PRIMARY KEY,
  -- Those in force, and of the ended ones the last: {subscriptionId, status, planId, planVersion, seats, …, evidence}.
  subscriptions jsonb NOT NULL
);
