import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../infrastructure/embedded/eventstore-node/log/record.js';
import { CommitLog } from '../../../infrastructure/embedded/eventstore-node/writer/commitLog.js';
import { ownLog } from '../../../infrastructure/embedded/eventstore-node/writer/ownedLog.js';
import { freshDatabase } from '../../support/freshDatabase.js';
import { nodeUnderTest } from './nodeUnderTest.js';
import { contiguous, positions, rejection, revisions, wholeLog } from './reading.js';
import { event, events, idOf, newStream } from './testEvents.js';

describe('a transaction that fails', () => {
  const { client, databaseUrl } = nodeUnderTest();

  beforeAll(async () => {
    const database = new pg.Client({ connectionString: databaseUrl() });
    await database.connect();
    await database.query(`
      CREATE FUNCTION event_log.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'disk full'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON event_log.records FOR EACH ROW WHEN (NEW.type = 'Refused')
        EXECUTE FUNCTION event_log.refuse();`);
    await database.end();
  });

  it('takes its effects with it, and leaves no gap', async () => {
    const [good, bad] = [newStream(), newStream()];
    await client().appendToStream(good, event(good, 0));
    const refused = await rejection(client().appendToStream(bad, events(bad, 3, 0, 'Refused')));
    expect(refused).toBeInstanceOf(Error);
    await client().appendToStream(good, event(good, 1), { expectedRevision: 0n });
    await client().appendToStream(bad, event(bad, 0), { expectedRevision: 'no_stream' });
    const log = await wholeLog(client());
    expect(positions(log)).toEqual(contiguous(5));
  });

  it('does not confuse what was decided after it', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 120 }, async (_, number) => {
        const stream = `mixed-${number % 12}`;
        const type = number % 17 === 5 ? 'Refused' : 'Tested';
        const one = event(stream, number, type);
        const answer = await client()
          .appendToStream(stream, one)
          .catch(() => undefined);
        return answer && { id: one.id, position: answer.position?.commit };
      }),
    );
    const log = await wholeLog(client());
    expect(positions(log)).toEqual(contiguous(log.length));
    for (const written of outcomes) {
      if (written) expect(log[Number(written.position) - 1]?.event?.id).toBe(written.id);
    }
    const acknowledged = outcomes.filter((written) => written !== undefined);
    expect(log.filter(({ event: one }) => one?.streamId.startsWith('mixed'))).toHaveLength(acknowledged.length);
    for (let number = 0; number < 12; number++) {
      const stream = `mixed-${number}`;
      const found = log.some(({ event: one }) => one?.streamId === stream) ? await revisions(client(), stream) : [];
      expect(found).toEqual(found.map((_, index) => BigInt(index)));
    }
  });
});

describe('a reply that is lost', () => {
  let databaseUrl: string;
  let session: pg.Client;
  let epoch: bigint;
  let head: bigint;
  beforeEach(async () => {
    databaseUrl = await freshDatabase();
    ({ session, epoch, head } = await ownLog(databaseUrl, 0));
  });
  afterAll(() => session.end());

  const records = (count: number): LogRecord[] =>
    Array.from({ length: count }, (_, index) => ({
      position: head + 1n + BigInt(index),
      stream: 'lost',
      revision: BigInt(index),
      id: idOf(`lost ${index}`),
      type: 'Tested',
      json: false,
      data: Buffer.alloc(0),
      metadata: Buffer.alloc(0),
      created: 0,
    }));

  /** The session, but the statement that writes fails before or after it was carried out. */
  function losing(when: 'before' | 'after', after: () => Promise<unknown> = async () => undefined): pg.Client {
    let lost = false;
    return new Proxy(session, {
      get: (target, name) => {
        if (name !== 'query') return Reflect.get(target, name);
        return async (query: pg.QueryConfig, values?: unknown[]) => {
          if (lost) return target.query(query, values);
          lost = true;
          if (when === 'after') await target.query(query, values);
          await after();
          throw new Error('the reply was lost');
        };
      },
    });
  }

  it('is asked for again: what was committed counts as committed', async () => {
    expect(await new CommitLog(losing('after'), epoch).commit(records(3), head)).toEqual({ kind: 'committed' });
    await session.end();
  });

  it('is asked for again: what was not committed may be written in its place', async () => {
    const log = new CommitLog(losing('before'), epoch);
    expect(await log.commit(records(3), head)).toEqual({ kind: 'notWritten' });
    expect(await log.commit(records(2), head)).toEqual({ kind: 'committed' });
    await session.end();
  });

  it('ends all writing where the log holds something else', async () => {
    const foreign = async () => {
      await session.query(`INSERT INTO event_log.records VALUES ($1, 'foreign', 0, $2, 't', false, '', '', now())`, [
        head + 1n,
        idOf('foreign'),
      ]);
    };
    const result = await new CommitLog(losing('before', foreign), epoch).commit(records(1), head);
    expect(result).toMatchObject({ kind: 'lost' });
  });
});
