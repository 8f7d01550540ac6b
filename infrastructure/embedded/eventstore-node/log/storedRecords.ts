import type pg from 'pg';
import type { LogRecord } from './record.js';
import type { StreamChange } from './streamState.js';

type Row = [string, string, string, string, string, boolean, string, string, string];

const columns = `position, stream, revision, id, type, is_json, data, metadata,
  (extract(epoch FROM created) * 1000)::bigint AS created`;

/** The log in PostgreSQL, read by pages. `head` bounds every read: what is above it is not published yet. */
export class StoredRecords {
  constructor(private readonly pool: pg.Pool) {}

  forwards(from: bigint, head: bigint, limit: number): Promise<LogRecord[]> {
    return this.select('all_forwards', 'position >= $1 AND position <= $2 ORDER BY position LIMIT $3', [
      from,
      head,
      limit,
    ]);
  }

  backwards(below: bigint, head: bigint, limit: number): Promise<LogRecord[]> {
    return this.select('all_backwards', 'position < $1 AND position <= $2 ORDER BY position DESC LIMIT $3', [
      below,
      head,
      limit,
    ]);
  }

  ofStreamForwards(stream: string, from: bigint, head: bigint, limit: number): Promise<LogRecord[]> {
    return this.select(
      'stream_forwards',
      'stream = $1 AND revision >= $2 AND position <= $3 ORDER BY revision LIMIT $4',
      [stream, from, head, limit],
    );
  }

  ofStreamBackwards(stream: string, from: bigint, head: bigint, limit: number): Promise<LogRecord[]> {
    return this.select(
      'stream_backwards',
      'stream = $1 AND revision <= $2 AND position <= $3 ORDER BY revision DESC LIMIT $4',
      [stream, from, head, limit],
    );
  }

  /** What the last record of each of `streams` that has one says about its stream. */
  async lastOf(streams: readonly string[], head: bigint): Promise<StreamChange[]> {
    const { rows } = await this.pool.query<[string, string, boolean, string]>({
      name: 'last_of_streams',
      rowMode: 'array',
      // Only the content of a metastream says something about a stream.
      text: `SELECT last.* FROM unnest($1::text[]) AS name CROSS JOIN LATERAL (
        SELECT stream, revision, is_json, CASE WHEN name LIKE '$$%' THEN data ELSE '' END
        FROM event_log.records WHERE stream = name AND position <= $2 ORDER BY revision DESC LIMIT 1) AS last`,
      values: [streams, head],
    });
    return rows.map(([stream, revision, json, data]) => ({
      stream,
      revision: BigInt(revision),
      json,
      data: bytes(data),
    }));
  }

  /** Names of streams, ascending, after `name`; at most `limit`. Takes one look into the index for each. */
  async streamsAfter(name: string, limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<[string]>({
      name: 'streams_after',
      rowMode: 'array',
      text: `WITH RECURSIVE names AS (
        (SELECT stream FROM event_log.records WHERE stream > $1 ORDER BY stream LIMIT 1)
        UNION ALL
        SELECT (SELECT stream FROM event_log.records WHERE stream > names.stream ORDER BY stream LIMIT 1)
        FROM names WHERE names.stream IS NOT NULL
      ) SELECT stream FROM names WHERE stream IS NOT NULL LIMIT $2`,
      values: [name, limit],
    });
    return rows.map(([stream]) => stream);
  }

  /** Stream, revision, position and id of the records after a position, oldest first; at most `limit`. */
  async idsAfter(
    position: bigint,
    head: bigint,
    limit: number,
  ): Promise<Pick<LogRecord, 'stream' | 'revision' | 'position' | 'id'>[]> {
    const { rows } = await this.pool.query<[string, string, string, string]>({
      name: 'ids_after',
      rowMode: 'array',
      text: `SELECT stream, revision, position, id FROM event_log.records
        WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3`,
      values: [position, head, limit],
    });
    return rows.map(([stream, revision, at, id]) => ({ stream, revision: BigInt(revision), position: BigInt(at), id }));
  }

  private async select(name: string, where: string, values: readonly (string | bigint | number)[]) {
    const text = `SELECT ${columns} FROM event_log.records WHERE ${where}`;
    const { rows } = await this.pool.query<Row>({ name, text, values: [...values], rowMode: 'array' });
    return rows.map(toRecord);
  }
}

/** Text form of the columns, whatever parsers the pool was given. */
export const rawColumns = { getTypeParser: (oid: number) => (oid === 16 ? isTrue : asText) };
const asText = (text: string): string => text;
const isTrue = (text: string): boolean => text === 't';

const bytes = (hex: string): Buffer => Buffer.from(hex.slice(2), 'hex');

const toRecord = (row: Row): LogRecord => ({
  position: BigInt(row[0]),
  stream: row[1],
  revision: BigInt(row[2]),
  id: row[3],
  type: row[4],
  json: row[5],
  data: bytes(row[6]),
  metadata: bytes(row[7]),
  created: Number(row[8]),
});
