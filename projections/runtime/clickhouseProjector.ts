import type { AnyRecordedEvent } from '../../application/events/recordedEvent.js';

/** Column name to value, as JSON carries it: 64-bit integers as decimal strings, times in ISO 8601. */
export type ClickhouseRow = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A read model in ClickHouse: one row for each event that concerns it, and tables that materialized views fill from these rows. */
export type ClickhouseProjector = Readonly<{
  /** `<database>.<table>` and the checkpoint's key: permanent, renaming it inserts every event again. */
  name: string;
  /** Raised with every change of the tables or of `row`: the next start builds them anew beside the old ones. */
  version: number;
  /**
   * Statements, each ending in a semicolon at the end of a line. `{{table}}` becomes the name of this generation's table, which has
   * a column `position UInt64`; `{{x}}` the name of this generation's `<database>.x`. Each table keeps a deduplication window.
   */
  tableSql: string;
  /** Tables filled by materialized views, each with the expression that tells how many rows of the table it has counted. */
  targets: Readonly<Record<string, string>>;
  /** The row of an event without its position; undefined where the event does not concern the table. Pure: a repeated insert needs the same row. */
  row: (event: AnyRecordedEvent) => ClickhouseRow | undefined;
}>;
