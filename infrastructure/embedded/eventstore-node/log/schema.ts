/** The tables of the log. `writer` has one row: whoever holds the lock raises its epoch, and each append checks it. */
export const schema = `
CREATE SCHEMA IF NOT EXISTS event_log;
CREATE TABLE IF NOT EXISTS event_log.records (
  position bigint PRIMARY KEY,
  stream text COLLATE "C" NOT NULL,
  revision bigint NOT NULL,
  id uuid NOT NULL,
  type text NOT NULL,
  is_json boolean NOT NULL,
  data bytea NOT NULL,
  metadata bytea NOT NULL,
  created timestamptz NOT NULL,
  UNIQUE (stream, revision)
);
-- Large events are encrypted text: to try and compress them costs more than all else that is done to write them.
DO $$ BEGIN
  IF EXISTS (
    SELECT FROM pg_attribute WHERE attrelid = 'event_log.records'::regclass AND attname = 'data' AND attstorage <> 'e'
  ) THEN
    ALTER TABLE event_log.records ALTER COLUMN data SET STORAGE EXTERNAL;
  END IF;
END $$;
CREATE TABLE IF NOT EXISTS event_log.writer (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch bigint NOT NULL
);
INSERT INTO event_log.writer (epoch) VALUES (0) ON CONFLICT DO NOTHING;
`;

/** Key of the session advisory lock that the one writer of a database holds. */
export const writerLockKey = '7310579606527370311';
