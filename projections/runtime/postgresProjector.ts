import type { AnyEvent, AnyRecordedEvent, Recorded } from '../../application/events/recordedEvent.js';

/** What one event does to the rows it touches. Pure: called again on every rebuild and for as-of questions. */
export type RowHandler<E, Row> = Readonly<{
  /** Keys of the rows the event touches. */
  keys: (event: E) => readonly string[];
  /** The row after the event; undefined deletes it or leaves it absent. Called once for each key. */
  evolve: (row: Row | undefined, event: E, key: string) => Row | undefined;
  /** Its keys are of this event alone: no row can be there before, so none is looked up. */
  unread?: true;
}>;

/** A read model in one PostgreSQL table: every row is a fold of the events that touch its key. */
export type PostgresProjector<E extends AnyEvent, Row extends object> = Readonly<{
  /** `<schema>.<table>` and the checkpoint's key: permanent, renaming it replays every event. */
  name: string;
  /** Raised with every change of the table or of what events do to it: the next start builds it anew beside the old one. */
  version: number;
  /**
   * `CREATE TABLE {{table}} (…)` and its indexes, unnamed; the runtime fills in the name of the generation. Queries read
   * the view `<schema>.<table>`, which shows the live one.
   */
  tableSql: string;
  /**
   * The property of the row that is the table's primary key. Columns are the properties in snake case, every one filled
   * (null is a value). A bigint column takes a bigint or a safe integer, always the same; timestamptz any ISO 8601 time,
   * which comes back in UTC with milliseconds; numeric decimal text; date `YYYY-MM-DD`; json whatever JSON holds.
   */
  key: keyof Row & string;
  /**
   * Only where rows belong to no organization (column `organization_id`) and to no person (`user_id`): why everybody may read
   * them. PostgreSQL withholds all other rows from queries that are not for that organization or person.
   */
  shared?: string;
  /** A missing event type does not compile; name fewer in the type argument to ignore some. */
  on: { readonly [T in E['type']]: RowHandler<Recorded<Extract<E, { type: T }>>, Row> };
}>;

/** A projector with its event and row types forgotten, as the runtime holds it. */
export type AnyPostgresProjector = Readonly<{
  name: string;
  version: number;
  tableSql: string;
  key: string;
  shared?: string;
  on: Readonly<Record<string, RowHandler<AnyRecordedEvent, object>>>;
}>;

export const postgresProjector = <E extends AnyEvent, Row extends object>(
  projector: PostgresProjector<E, Row>,
): AnyPostgresProjector => projector as unknown as AnyPostgresProjector;

/** The handler of a row that one event addresses by a single key. */
export const row = <E, Row>(
  key: (event: E) => string,
  evolve: (row: Row | undefined, event: E) => Row | undefined,
): RowHandler<E, Row> => ({ keys: (event) => [key(event)], evolve });

/** The handler of an event that is a row of its own, under the event's id; undefined where there is nothing to show. */
export const rowOfEvent = <E extends AnyRecordedEvent, Row>(
  make: (event: E) => Row | undefined,
): RowHandler<E, Row> => ({ keys: ({ id }) => [id], evolve: (_, event) => make(event), unread: true });
