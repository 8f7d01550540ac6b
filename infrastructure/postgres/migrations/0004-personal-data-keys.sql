-- One key for each subject of personal data, wrapped by the master key, which is never stored here.
CREATE SCHEMA personal_data;

CREATE TABLE personal_data.subject_keys (
  subject text PRIMARY KEY,
  -- Gone once the subject has been erased; the row stays, so that no new key is made.
  wrapped_key bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  erased_at timestamptz
);
