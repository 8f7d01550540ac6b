-- What a ClickHouse projector inserts at once, written down before it is inserted, so that an insert whose outcome is not known
-- is repeated with the same bounds, the same rows and the same deduplication token.
CREATE TABLE projections.clickhouse_ranges (
  projector text NOT NULL,
  generation integer NOT NULL,
  -- The range's first event and the position it takes the checkpoint to, both inclusive.
  from_position bigint NOT NULL,
  to_position bigint NOT NULL,
  -- What ClickHouse must hold between the two.
  rows bigint NOT NULL CHECK (rows > 0),
  positions_sum numeric NOT NULL,
  rows_hash text NOT NULL,
  -- merged: many old ranges as one, still good for comparing counts but too old to be inserted again.
  state text NOT NULL CHECK (state IN ('pending', 'done', 'merged')),
  recorded_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz,
  PRIMARY KEY (projector, generation, from_position),
  FOREIGN KEY (projector, generation) REFERENCES projections.checkpoints (name, generation),
  CHECK (from_position <= to_position)
);

CREATE UNIQUE INDEX one_pending_range ON projections.clickhouse_ranges (projector, generation) WHERE state = 'pending';
