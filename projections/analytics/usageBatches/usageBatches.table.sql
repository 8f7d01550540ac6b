-- Usage for analysts: one row per record in `analytics.usage_records`, and by day in `analytics.daily_usage`. Both are filled from
-- `analytics.usage_batches`, one row per accepted call or correction, which is what the log holds; a record stands in one batch only.
-- All three show one complete generation.
--
-- PARTITION BY month of recording, ORDER BY position: written and compared in the order of the log, read by nobody else.
CREATE TABLE {{table}}
(
  position        UInt64                          COMMENT 'Place of the batch in the log, ascending and unique.',
  organization_id String                          COMMENT 'The organization that used it.',
  event_id        UUID                            COMMENT 'Unique id of the event that recorded it.',
  kind            LowCardinality(String)          COMMENT 'recorded, or corrected by hand.',
  recorded_at     DateTime64(3, 'UTC')            COMMENT 'When it was accepted (UTC).',
  record_ids      Array(String)                   COMMENT 'Ids of the records, as the customer gave them.',
  meters          Array(LowCardinality(String))   COMMENT 'What was used, one for each record.',
  quantities      Array(Int64)                    COMMENT 'Units, one for each record.',
  used_at         Array(DateTime64(3, 'UTC'))     COMMENT 'When it was used (UTC), one for each record.',
  period_starts   Array(DateTime64(3, 'UTC'))     COMMENT 'Start of the billing period it counts in, one for each record.',
  late            Array(UInt8)                    COMMENT '1 where it was used in an earlier period that had been invoiced, one for each record.'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(recorded_at)
ORDER BY position
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Accepted calls with usage, one row each.';

-- ORDER BY organization, meter, time of use: every question is about one organization and mostly about one meter over a time.
-- PARTITION BY month of use, so that a range reads only its months.
CREATE TABLE {{usage_records}}
(
  organization_id String                          COMMENT 'The organization that used it.',
  meter           LowCardinality(String)          COMMENT 'What was used, such as agent_runs.',
  used_at         DateTime64(3, 'UTC')            COMMENT 'When it was used (UTC).',
  record_id       String                          COMMENT 'The record''s id, unique in the organization; of a correction, its own.',
  kind            LowCardinality(String)          COMMENT 'recorded, or corrected by hand.',
  quantity        Int64                           COMMENT 'Units; negative where a correction takes away.',
  period_start    DateTime64(3, 'UTC')            COMMENT 'Start of the billing period it counts in.',
  late            UInt8                           COMMENT '1 where it was used in an earlier period that had been invoiced.',
  recorded_at     DateTime64(3, 'UTC')            COMMENT 'When it was accepted (UTC).',
  position        UInt64                          COMMENT 'Place in the log of the event it came in.',
  place           UInt32                          COMMENT 'Place in that event: 1, 2, 3 …'
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(used_at)
ORDER BY (organization_id, meter, used_at)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Records of usage, one row each.';

CREATE MATERIALIZED VIEW {{usage_records_writer}} TO {{usage_records}} AS
SELECT organization_id, meter, used_at, record_id, kind, quantity, period_start, late, recorded_at, position, place
FROM {{table}}
ARRAY JOIN record_ids AS record_id, meters AS meter, quantities AS quantity, used_at AS used_at, period_starts AS period_start,
  late AS late, arrayEnumerate(record_ids) AS place;

-- ORDER BY organization, meter, day: a chart of one meter is one short read. Rows with the same key are added up when parts merge,
--   so always read sums. `batches` counts each accepted call once, on the day of its first record.
CREATE TABLE {{daily_usage}}
(
  organization_id String                          COMMENT 'The organization that used it.',
  meter           LowCardinality(String)          COMMENT 'What was used, such as agent_runs.',
  day             Date                            COMMENT 'The day it was used on (UTC).',
  records         UInt64                          COMMENT 'How many records: read sum(records), since a key may have several rows.',
  quantity        Int64                           COMMENT 'Units, corrections included: read sum(quantity).',
  batches         UInt64                          COMMENT 'Accepted calls and corrections whose first record this is.'
)
ENGINE = SummingMergeTree((records, quantity, batches))
ORDER BY (organization_id, meter, day)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Units of each meter that an organization used on each day.';

CREATE MATERIALIZED VIEW {{daily_usage_writer}} TO {{daily_usage}} AS
SELECT organization_id, meter, toDate(used_at) AS day, countIf(kind = 'recorded') AS records, sum(quantity) AS quantity,
  countIf(place = 1) AS batches
FROM {{table}}
ARRAY JOIN meters AS meter, quantities AS quantity, used_at AS used_at, arrayEnumerate(record_ids) AS place
GROUP BY organization_id, meter, day;
