import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEventStoreNode } from '../../../infrastructure/embedded/eventstore-node/startEventStoreNode.js';
import { LogHeldElsewhere } from '../../../infrastructure/embedded/eventstore-node/writer/ownedLog.js';
import { freshDatabase } from '../../support/freshDatabase.js';
import { forkNode } from './forkNode.js';
import { connect } from './nodeUnderTest.js';
import { contiguous, positions, rejection, wholeLog } from './reading.js';
import { event, events, newStream } from './testEvents.js';

let databaseUrl: string;
let database: pg.Client;
beforeEach(async () => {
  databaseUrl = await freshDatabase();
  database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
});
afterEach(() => database.end());

const rowCount = async () => Number((await database.query('SELECT count(*) FROM event_log.records')).rows[0].count);
const endWriterSession = () =>
  database.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'eventstore-node-writer'`,
  );

describe('two nodes on one database', () => {
  it('a second one does not start while the first one lives', async () => {
    const first = await startEventStoreNode({ databaseUrl });
    await expect(startEventStoreNode({ databaseUrl, lockWaitMs: 0 })).rejects.toThrow(LogHeldElsewhere);
    const client = connect(first.connectionString);
    expect((await client.appendToStream(newStream(), event('still', 0))).success).toBe(true);
    await client.dispose();
    await first.stop();
  });

  it('a second one waits for the first one to leave, and goes on from its head', async () => {
    const first = await startEventStoreNode({ databaseUrl });
    const client = connect(first.connectionString);
    const stream = newStream();
    await client.appendToStream(stream, events(stream, 10));
    await client.dispose();
    const second = startEventStoreNode({ databaseUrl });
    await first.stop();
    const successor = await second;
    const other = connect(successor.connectionString);
    await other.appendToStream(stream, event(stream, 10), { expectedRevision: 9n });
    expect(positions(await wholeLog(other))).toEqual(contiguous(13));
    await other.dispose();
    await successor.stop();
  });

  it('one that is not the writer any more writes nothing, and says so', async () => {
    const node = await startEventStoreNode({ databaseUrl });
    const client = connect(node.connectionString);
    const stream = newStream();
    await client.appendToStream(stream, event(stream, 0));
    const before = await rowCount();
    await database.query('UPDATE event_log.writer SET epoch = epoch + 1');
    const error = await rejection(client.appendToStream(stream, event(stream, 1)));
    expect(error).toBeInstanceOf(Error);
    expect((await node.failed).message).toMatch(/taken over/);
    expect(await rowCount()).toBe(before);
    await client.dispose();
    await node.stop();
  });

  it('one that was paused while another took over writes nothing when it wakes up', async () => {
    const paused = await forkNode(databaseUrl);
    const client = connect(paused.connectionString);
    const stream = newStream();
    await client.appendToStream(stream, events(stream, 3));
    process.kill(paused.pid, 'SIGSTOP');
    const stale = Array.from({ length: 20 }, (_, number) =>
      rejection(client.appendToStream(stream, event(stream, 100 + number))),
    );
    await endWriterSession();
    const second = await startEventStoreNode({ databaseUrl });
    const other = connect(second.connectionString);
    await other.appendToStream(stream, events(stream, 3, 3), { expectedRevision: 2n });
    process.kill(paused.pid, 'SIGCONT');
    for (const error of await Promise.all(stale)) expect(error).toBeInstanceOf(Error);
    // It tries to start anew, finds the log held by the second, and gives up.
    expect((await paused.exited).code).toBe(1);
    await other.appendToStream(stream, events(stream, 3, 6), { expectedRevision: 5n });
    const log = await wholeLog(other);
    expect(positions(log)).toEqual(contiguous(11));
    expect(log.filter(({ event: one }) => one?.streamId === stream).map(({ event: one }) => one?.data)).toEqual(
      Array.from({ length: 9 }, (_, number) => ({ number })),
    );
    await Promise.all([client.dispose(), other.dispose()]);
    await second.stop();
  });

  it('a process that loses its session to the database starts anew on the same port', async () => {
    const node = await forkNode(databaseUrl);
    const client = connect(node.connectionString);
    const stream = newStream();
    await client.appendToStream(stream, event(stream, 0), { expectedRevision: 'no_stream' });
    await endWriterSession();
    let written = false;
    while (!written) {
      written = await client.appendToStream(stream, event(stream, 1), { expectedRevision: 0n }).then(
        () => true,
        () => false,
      );
    }
    expect(positions(await wholeLog(client))).toEqual(contiguous(4));
    await client.dispose();
    await node.stop();
  });
});
