import { BACKWARDS, END, jsonEvent, type ReadStreamOptions, START, StreamNotFoundError } from '@eventstore/db-client';
import pg from 'pg';
import { expect, it } from 'vitest';
import { nodeUnderTest } from './nodeUnderTest.js';
import { collect, revisions } from './reading.js';
import { event, events, idOf, newStream } from './testEvents.js';

const { client, restart, databaseUrl } = nodeUnderTest({ pageSize: 7, recentRecords: 30 });

const upTo = (last: number, first = 0) => Array.from({ length: last - first + 1 }, (_, index) => BigInt(first + index));
const stream = newStream('long');
const cases: readonly (readonly [title: string, options: ReadStreamOptions, expected: bigint[]])[] = [
  ['all of it', {}, upTo(39)],
  ['from a revision on', { fromRevision: 33n }, upTo(39, 33)],
  ['a few', { fromRevision: 5n, maxCount: 9 }, upTo(13, 5)],
  ['from beyond the end', { fromRevision: 40n }, []],
  ['forwards from the end', { fromRevision: END }, []],
  ['backwards', { direction: BACKWARDS, fromRevision: END }, upTo(39).reverse()],
  ['backwards from a revision', { direction: BACKWARDS, fromRevision: 12n, maxCount: 3 }, [12n, 11n, 10n]],
  ['backwards from the start', { direction: BACKWARDS, fromRevision: START }, [0n]],
  ['backwards from beyond the end', { direction: BACKWARDS, fromRevision: 99n, maxCount: 2 }, [39n, 38n]],
];

it('reads a stream that fills pages and the cache', async () => {
  for (let first = 0; first < 40; first += 10) await client().appendToStream(stream, events(stream, 10, first));
  expect(await revisions(client(), stream)).toEqual(upTo(39));
});

it.each(cases)('reads %s', async (_title, options, expected) => {
  expect(await revisions(client(), stream, options)).toEqual(expected);
});

it('reads the same after a restart', async () => {
  await restart();
  for (const [, options, expected] of cases) expect(await revisions(client(), stream, options)).toEqual(expected);
});

it('says that a stream does not exist', async () => {
  await expect(revisions(client(), newStream())).rejects.toThrow(StreamNotFoundError);
});

it('sees what was appended before, always', async () => {
  const own = newStream();
  for (let number = 0; number < 20; number++) {
    await client().appendToStream(own, event(own, number));
    expect(await revisions(client(), own, { direction: BACKWARDS, fromRevision: END, maxCount: 1 })).toEqual([
      BigInt(number),
    ]);
  }
});

it('hides what has grown older than maxAge', async () => {
  const old = newStream();
  await client().appendToStream(old, events(old, 4));
  await client().setStreamMetadata(old, { maxAge: 3600 });
  const database = new pg.Client({ connectionString: databaseUrl() });
  await database.connect();
  await database.query(
    `UPDATE event_log.records SET created = created - interval '2 hours' WHERE stream = $1 AND revision < 3`,
    [old],
  );
  await database.end();
  await restart();
  expect(await revisions(client(), old)).toEqual([3n]);
  expect(await revisions(client(), old, { maxCount: 1 })).toEqual([3n]);
});

it('follows links where asked to', async () => {
  const [target, gone, closed, links] = [newStream('target@home'), newStream(), newStream(), newStream('links')];
  for (const each of [target, gone, closed]) await client().appendToStream(each, events(each, 3));
  await client().deleteStream(gone);
  await client().tombstoneStream(closed);
  const texts = [`1@${target}`, `9@${target}`, `0@${gone}`, `0@${closed}`, '0@never', 'nonsense'];
  const link = (text: string) => jsonEvent({ id: idOf(`link ${text}`), type: '$>', data: text });
  const raw = (text: string) => ({
    ...link(text),
    contentType: 'application/octet-stream' as const,
    data: Buffer.from(text),
  });
  await client().appendToStream(links, texts.map(raw));
  const resolved = await collect(client().readStream(links, { resolveLinkTos: true }));
  expect(resolved[0]).toMatchObject({
    event: { streamId: target, revision: 1n },
    link: { streamId: links, revision: 0n },
  });
  for (const hidden of resolved.slice(1, 5)) {
    expect(hidden.event).toBeUndefined();
    expect(hidden.link?.streamId).toBe(links);
  }
  expect(resolved[5]).toMatchObject({ event: { streamId: links, type: '$>' } });
  const unresolved = await collect(client().readStream(links));
  expect(unresolved.every(({ event: one, link: none }) => one?.type === '$>' && none === undefined)).toBe(true);
});
