import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { becomeLogRole } from '../log/logRole.js';
import { firstPosition, type LogRecord, metadataType } from '../log/record.js';
import { schema, writerLockKey } from '../log/schema.js';
import { insertRecords } from './insertRecords.js';

/** The log of a database as its one writer holds it. */
export type OwnedLog = Readonly<{
  /** The session that holds the lock; every append goes through it, so losing the lock and being unable to write are one. */
  session: pg.Client;
  epoch: bigint;
  /** Position of the last record. */
  head: bigint;
}>;

/** Another node writes to this database. */
export class LogHeldElsewhere extends Error {
  override readonly name = 'LogHeldElsewhere';
}

/**
 * Becomes the writer of the log in `databaseUrl`, waiting up to `waitMs` for another writer to leave.
 * Raises the epoch, so that whoever wrote before cannot any more, and makes the log if there is none.
 */
export async function ownLog(databaseUrl: string, waitMs: number): Promise<OwnedLog> {
  const session = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'eventstore-node-writer',
    keepAlive: true,
  });
  await session.connect();
  try {
    await lock(session, waitMs);
    await session.query(`SET synchronous_commit = on; ${schema}`);
    await becomeLogRole(session);
    const raised = await session.query<{ epoch: string }>(
      'UPDATE event_log.writer SET epoch = epoch + 1 RETURNING epoch',
    );
    const epoch = BigInt(raised.rows[0]?.epoch ?? 0);
    const head = await headOf(session);
    if (head >= firstPosition) return { session, epoch, head };
    const first = firstRecords();
    await insertRecords(session, epoch, first);
    return { session, epoch, head: first.at(-1)?.position ?? head };
  } catch (error) {
    await session.end();
    throw error;
  }
}

export async function headOf(session: pg.Client): Promise<bigint> {
  const { rows } = await session.query<{ head: string }>(
    'SELECT coalesce(max(position), 0) AS head FROM event_log.records',
  );
  return BigInt(rows[0]?.head ?? 0);
}

async function lock(session: pg.Client, waitMs: number): Promise<void> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    const { rows } = await session.query<{ held: boolean }>(`SELECT pg_try_advisory_lock(${writerLockKey}) AS held`);
    if (rows[0]?.held) return;
    if (performance.now() >= deadline) {
      throw new LogHeldElsewhere('another event store node writes to this database; stop it or name another database');
    }
    await delay(50);
  }
}

/** A log is never empty, so that no client comes to rely on `$all` starting with its own events. */
const firstRecords = (): LogRecord[] =>
  ['$$$settings', '$$$scavenges'].map((stream, index) => ({
    stream,
    position: firstPosition + BigInt(index),
    revision: 0n,
    id: randomUUID(),
    type: metadataType,
    json: true,
    data: Buffer.from('{"$maxAge":2592000}'),
    metadata: Buffer.alloc(0),
    created: Date.now(),
  }));
