import { binaryEvent, MaxAppendSizeExceededError } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { appendMethods, nodeUnderTest } from './nodeUnderTest.js';
import { rejection } from './reading.js';
import { idOf, newStream } from './testEvents.js';

const { client } = nodeUnderTest();

const sized = (stream: string, count: number, bytes: number) =>
  Array.from({ length: count }, (_, number) =>
    binaryEvent({ id: idOf(`${stream}#${number}`), type: 'Sized', data: new Uint8Array(bytes) }),
  );

describe.each(appendMethods)('%s', (_name, method) => {
  it.each([
    ['two events', 2, 600 * 1024],
    ['one event that is larger than a message of gRPC usually is', 1, 5 * 1024 * 1024],
    ['one byte', 1, 1024 * 1024 + 1],
  ])('refuses more than 1 MiB: %s', async (_title, count, bytes) => {
    const stream = newStream();
    const error = await rejection(client().appendToStream(stream, sized(stream, count, bytes), method));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
    expect(error).toMatchObject({ maxAppendSize: 1024 * 1024 });
  });

  it('takes exactly 1 MiB', async () => {
    const stream = newStream();
    expect((await client().appendToStream(stream, sized(stream, 1, 1024 * 1024), method)).success).toBe(true);
  });
});

it('counts only what the events carry: 30,000 of 32 bytes go in at once', async () => {
  const stream = newStream();
  // Longer than the client's own 10 s: this is about sizes, on however slow a machine.
  const answer = await client().appendToStream(stream, sized(stream, 30_000, 32), { deadline: 120_000 });
  expect(answer.nextExpectedRevision).toBe(29_999n);
});
