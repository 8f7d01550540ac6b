-- One row per plan: every version that was ever sold, and the draft of the next one.
CREATE TABLE {{table}} (
  plan_id text PRIMARY KEY,
  -- The version sold today; null before the first.
  version integer,
  -- By version, ascending: {version, terms, publishedAt, evidence, synced}.
  versions jsonb NOT NULL,
  -- {version, terms} or null.
  draft jsonb,
  retired_at timestamptz
);
