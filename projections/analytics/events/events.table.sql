-- Every event of the product, one row each, in the order of the log: made to be queried by analysts.
-- Read `analytics.events` and `analytics.daily_events`: they always show one complete generation of these tables.
--
-- PARTITION BY month of recording: the log ascends in recorded_at, so that one insert meets one partition (two at a turn of month),
--   months can be detached or moved whole, and a date range reads only its months.
-- ORDER BY organization, then position: every question is about one organization, whose rows lie together in the order of the log;
--   the latest events of an organization are a read from the end. Position grows with time, so the index on occurred_at prunes a
--   range of days as well as a sort by time would.
-- The deduplication window makes a repeated insert of a recorded range a no-op, here and in the table the view fills; a range takes
--   one entry for each partition it meets.
CREATE TABLE {{table}}
(
  position        UInt64                         COMMENT 'Place in the whole log, ascending and unique: page by it.',
  organization_id String                         COMMENT 'The organization the event belongs to; empty where it belongs to none.',
  event_id        UUID                           COMMENT 'Unique id of the event.',
  type            LowCardinality(String)         COMMENT 'What happened, such as InvoicePaid.',
  context         LowCardinality(String)         COMMENT 'The part of the product it happened in: billing, team, …',
  stream          String                         COMMENT 'The history it belongs to: category, dash, id.',
  revision        UInt64                         COMMENT 'Place in its stream: 0, 1, 2 …',
  occurred_at     DateTime64(3, 'UTC')           COMMENT 'When it happened (UTC).',
  recorded_at     DateTime64(3, 'UTC')           COMMENT 'When it was written to the log (UTC).',
  actor_kind      LowCardinality(String)         COMMENT 'Who asked for it: user, admin, system or stripe.',
  actor_id        String                         COMMENT 'Id of who asked for it, a pseudonym.',
  correlation_id  String                         COMMENT 'Shared by everything that one request led to.',
  causation_id    String                         COMMENT 'Id of the message that led to it: a request or an event.',
  data            String                         COMMENT 'What was recorded, a JSON object without personal data: JSONExtractString(data, ''planId'').',
  withheld        Array(LowCardinality(String))  COMMENT 'Names of the personal fields that were left out of data.',
  INDEX occurred_at_range occurred_at TYPE minmax GRANULARITY 1
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(recorded_at)
ORDER BY (organization_id, position)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'Every event of the product, one row each.';

-- ORDER BY organization, then day: a chart of one organization over a range of days is one short read. Rows with the same key are
--   added up when parts merge, so always read sum(events). One row per organization, day and type is too few to need partitions.
CREATE TABLE {{daily_events}}
(
  organization_id String                         COMMENT 'The organization the events belong to; empty where they belong to none.',
  day             Date                           COMMENT 'The day the events happened on (UTC).',
  type            LowCardinality(String)         COMMENT 'What happened, such as InvoicePaid.',
  events          UInt64                         COMMENT 'How many: read sum(events), since a key may have several rows.'
)
ENGINE = SummingMergeTree(events)
ORDER BY (organization_id, day, type)
SETTINGS non_replicated_deduplication_window = 10000
COMMENT 'How many events of each type an organization had on each day.';

CREATE MATERIALIZED VIEW {{daily_events_writer}} TO {{daily_events}} AS
SELECT organization_id, toDate(occurred_at) AS day, type, count() AS events
FROM {{table}}
GROUP BY organization_id, day, type;
