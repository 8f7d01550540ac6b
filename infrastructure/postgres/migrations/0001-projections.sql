-- Each read model (and whatever else follows the log) by name, with the generations it is or was built in.
CREATE SCHEMA projections;

CREATE TABLE projections.checkpoints (
  name text NOT NULL,
  generation integer NOT NULL CHECK (generation > 0),
  version integer NOT NULL,
  -- Of everything declared about the read model that can be compared: its SQL, its key, its event types.
  fingerprint text NOT NULL DEFAULT '',
  -- A retired generation is no longer served and its table is about to go; a dropped one keeps its number taken.
  state text NOT NULL CHECK (state IN ('live', 'building', 'retired', 'dropped')),
  -- Every event up to here is in the read model; -1 before the first.
  position bigint NOT NULL DEFAULT -1,
  -- Raised by each holder of the lease: what a former holder still tries to write is refused.
  epoch bigint NOT NULL DEFAULT 0,
  holder text,
  -- The bigint columns of a read model that hold numbers in JavaScript rather than bigints.
  number_columns text[] NOT NULL DEFAULT '{}',
  events bigint NOT NULL DEFAULT 0,
  last_error text,
  failed_position bigint,
  failed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (name, generation)
) WITH (fillfactor = 50);

CREATE UNIQUE INDEX one_live_generation ON projections.checkpoints (name) WHERE state = 'live';
CREATE UNIQUE INDEX one_building_generation ON projections.checkpoints (name) WHERE state = 'building';
