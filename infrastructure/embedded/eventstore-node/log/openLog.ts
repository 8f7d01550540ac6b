import pg from 'pg';
import { EventLog } from './eventLog.js';
import { asLogRole } from './logRole.js';
import { RecentIds } from './recentIds.js';
import { RecentRecords } from './recentRecords.js';
import { rawColumns, StoredRecords } from './storedRecords.js';
import { WrittenStreams } from './writtenStreams.js';

export type LogLimits = Readonly<{
  readConnections: number;
  recentRecords: number;
  recentBytes: number;
  recentIds: number;
  streamStates: number;
}>;

const timeoutMs = 10_000;
const streamsPerPage = 2000;
const idsPerPage = 10_000;

/** The log of a database up to `head`, ready to be read, and the ids of its newest events. */
export async function openLog(
  databaseUrl: string,
  head: bigint,
  limits: LogLimits,
): Promise<{ log: EventLog; recentIds: RecentIds; close: () => Promise<void> }> {
  const pool = new pg.Pool({
    connectionString: asLogRole(databaseUrl),
    max: limits.readConnections,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    application_name: 'eventstore-node-reader',
    types: rawColumns,
  });
  // An idle connection that breaks is replaced when it is needed.
  pool.on('error', () => undefined);
  const stored = new StoredRecords(pool);
  const recentIds = await newestIds(stored, head, limits.recentIds).catch(async (error) => {
    await pool.end();
    throw error;
  });
  const written = new WrittenStreams();
  const recent = new RecentRecords(limits.recentRecords, limits.recentBytes);
  const log = new EventLog(head, recent, stored, written, limits.streamStates);
  let closing = false;
  // In the background: until it is done, or if it cannot be, streams are looked up.
  const listing = listStreams(stored, written, () => closing).catch(() => undefined);
  const close = async () => {
    closing = true;
    await listing;
    await pool.end();
  };
  return { log, recentIds, close };
}

/** The ids of the newest half as many events as are remembered, page by page. */
async function newestIds(stored: StoredRecords, head: bigint, limit: number): Promise<RecentIds> {
  const ids = new RecentIds(limit);
  let position = head - BigInt(Math.floor(limit / 2));
  for (;;) {
    const page = await stored.idsAfter(position, head, idsPerPage);
    for (const written of page) ids.add(written);
    const last = page.at(-1);
    if (last === undefined) return ids;
    ({ position } = last);
  }
}

/** Notes the streams of the log, page by page. */
async function listStreams(stored: StoredRecords, written: WrittenStreams, closed: () => boolean): Promise<void> {
  let name = '';
  for (;;) {
    const streams = await stored.streamsAfter(name, streamsPerPage);
    for (const stream of streams) written.add(stream);
    const last = streams.at(-1);
    if (closed()) return;
    if (last === undefined) return written.setComplete();
    name = last;
  }
}
