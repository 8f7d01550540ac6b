import type pg from 'pg';
import type { LogRecord } from '../log/record.js';
import { bigintArray, boolArray, byteaArray, textArray, timestamptzArray, uuidArray } from './binaryArrays.js';

/** This node is not the writer any more: the epoch in the database is another one. */
export class WriterReplaced extends Error {
  override readonly name = 'WriterReplaced';
}

// One statement is one transaction and one round trip. Locking the epoch row makes a successor, which raises it, wait for us.
const statement = `
WITH writer AS MATERIALIZED (SELECT epoch FROM event_log.writer WHERE epoch = $1 FOR SHARE)
INSERT INTO event_log.records (position, stream, revision, id, type, is_json, data, metadata, created)
SELECT $2::bigint + n - 1, stream, revision, id, type, is_json, data, metadata, created
FROM writer, unnest($3::text[], $4::bigint[], $5::uuid[], $6::text[], $7::boolean[], $8::bytea[], $9::bytea[], $10::timestamptz[])
  WITH ORDINALITY AS new(stream, revision, id, type, is_json, data, metadata, created, n)`;

/** Writes records of consecutive positions durably, all or none. Throws WriterReplaced when `epoch` is over. */
export async function insertRecords(session: pg.Client, epoch: bigint, records: readonly LogRecord[]): Promise<void> {
  const first = records[0];
  if (first === undefined) return;
  const { rowCount } = await session.query({
    name: 'insert_records',
    text: statement,
    values: [
      epoch,
      first.position,
      textArray(records.map((record) => record.stream)),
      bigintArray(records.map((record) => record.revision)),
      uuidArray(records.map((record) => record.id)),
      textArray(records.map((record) => record.type)),
      boolArray(records.map((record) => record.json)),
      byteaArray(records.map((record) => record.data)),
      byteaArray(records.map((record) => record.metadata)),
      timestamptzArray(records.map((record) => record.created)),
    ],
  });
  if (rowCount !== records.length) throw new WriterReplaced('another event store node has taken over this database');
}
