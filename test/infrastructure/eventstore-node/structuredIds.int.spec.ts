import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sharedPb, streamsPb } from '../../../infrastructure/embedded/eventstore-node/protocol/clientPackage.js';
import { streamIdentifier } from '../../../infrastructure/embedded/eventstore-node/protocol/streamIdentifiers.js';
import { readUuid } from '../../../infrastructure/embedded/eventstore-node/protocol/uuids.js';
import { nodeUnderTest } from './nodeUnderTest.js';
import { rawClient, readRaw } from './rawClient.js';
import { rejection } from './reading.js';
import { events, idOf, newStream } from './testEvents.js';

const { client, node } = nodeUnderTest();

let raw: ReturnType<typeof rawClient>;
beforeAll(() => {
  raw = rawClient(node().port);
});
afterAll(() => raw.close());

const { Options } = streamsPb.ReadReq;
const empty = () => new sharedPb.Empty();
const structured = () => new Options.UUIDOption().setStructured(empty());
const all = () => new Options().setAll(new Options.AllOptions().setStart(empty())).setNoFilter(empty());

it('gives event ids as two halves where a reader asks for them', async () => {
  const stream = newStream();
  await client().appendToStream(stream, events(stream, 2));
  const source = new Options.StreamOptions().setStreamIdentifier(streamIdentifier(stream)).setStart(empty());
  const responses = await readRaw(raw, new Options().setStream(source).setCount('10').setUuidOption(structured()));
  const ids = responses.map((response) => response.getEvent()?.getEvent()?.getId());
  expect(ids.every((id) => id?.hasStructured())).toBe(true);
  expect(ids.map(readUuid)).toEqual([idOf(`${stream}#0`), idOf(`${stream}#1`)]);
});

const refused: readonly (readonly [title: string, options: () => ReadReq.Options])[] = [
  ['without the form of ids', () => all().setCount('1')],
  ['without a number of events', () => all().setUuidOption(structured())],
  ['of no stream', () => new Options().setCount('1').setUuidOption(structured())],
  [
    'of a stream without a name',
    () =>
      new Options()
        .setStream(new Options.StreamOptions().setStreamIdentifier(streamIdentifier('')))
        .setCount('1')
        .setUuidOption(structured()),
  ],
  [
    'that subscribes backwards',
    () =>
      all()
        .setReadDirection(Options.ReadDirection.BACKWARDS)
        .setSubscription(new Options.SubscriptionOptions())
        .setUuidOption(structured()),
  ],
  [
    'that is a subscription with a checkpoint after every 0 records',
    () =>
      all()
        .setFilter(new Options.FilterOptions().setEventType(new Options.FilterOptions.Expression().setRegex('x')))
        .setSubscription(new Options.SubscriptionOptions())
        .setUuidOption(structured()),
  ],
];

it.each(refused)('refuses a read %s', async (_title, options) => {
  expect(await rejection(readRaw(raw, options()))).toMatchObject({ code: 3 });
});
