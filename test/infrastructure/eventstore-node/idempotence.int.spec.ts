import {
  ANY,
  type AppendExpectedRevision,
  NO_STREAM,
  STREAM_EXISTS,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { appendMethods, nodeUnderTest } from './nodeUnderTest.js';
import { revisions } from './reading.js';
import { event, events, newStream } from './testEvents.js';

const { client, restart } = nodeUnderTest();

type Case = readonly [title: string, expectedRevision: AppendExpectedRevision, eventsBefore: number];
const expectations: readonly Case[] = [
  ['no stream', NO_STREAM, 0],
  ['an exact revision', 1n, 2],
  ['any revision', ANY, 0],
  ['any revision of a stream', ANY, 2],
  ['an existing stream', STREAM_EXISTS, 2],
];

describe.each(appendMethods)('%s', (_name, method) => {
  describe.each(expectations)('expecting %s', (_title, expectedRevision, before) => {
    const appended = async () => {
      const stream = newStream();
      if (before > 0) await client().appendToStream(stream, events(stream, before), method);
      const again = () => client().appendToStream(stream, events(stream, 3, before), { ...method, expectedRevision });
      return { stream, again, first: await again() };
    };

    it('answers a repetition as it answered the first time', async () => {
      const { stream, again, first } = await appended();
      expect(await again()).toEqual(first);
      expect(await revisions(client(), stream)).toHaveLength(before + 3);
    });

    it('still does after later events', async () => {
      const { stream, again, first } = await appended();
      await client().appendToStream(stream, events(stream, 4, 50), method);
      expect(await again()).toEqual(first);
    });

    it('still does after a restart of the node', async () => {
      const { again, first } = await appended();
      await restart();
      expect(await again()).toEqual(first);
    });

    it('answers repetitions at the same time alike', async () => {
      const stream = newStream();
      if (before > 0) await client().appendToStream(stream, events(stream, before), method);
      const again = () => client().appendToStream(stream, events(stream, 3, before), { ...method, expectedRevision });
      const [first, ...others] = await Promise.all(Array.from({ length: 20 }, again));
      for (const other of others) expect(other).toEqual(first);
      expect(await revisions(client(), stream)).toHaveLength(before + 3);
    });

    it('answers the repetition of a part that begins it', async () => {
      const { stream, first } = await appended();
      const part = await client().appendToStream(stream, events(stream, 2, before), { ...method, expectedRevision });
      expect(part.nextExpectedRevision).toBe(first.nextExpectedRevision - 1n);
    });

    it('refuses a repetition with something new at its end', async () => {
      const { stream } = await appended();
      const longer = [...events(stream, 3, before), event(stream, 99)];
      await expect(client().appendToStream(stream, longer, { ...method, expectedRevision })).rejects.toThrow(
        WrongExpectedVersionError,
      );
    });
  });

  it('takes the same event in another stream for another event', async () => {
    const [one, other] = [newStream(), newStream()];
    await client().appendToStream(one, events(one, 2), method);
    await client().appendToStream(other, events(one, 2), method);
    await client().appendToStream(one, events(one, 2), method);
    expect(await revisions(client(), one)).toEqual([0n, 1n]);
    expect(await revisions(client(), other)).toEqual([0n, 1n]);
  });
});
