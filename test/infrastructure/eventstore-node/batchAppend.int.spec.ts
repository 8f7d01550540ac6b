import { afterAll, beforeAll, expect, it } from 'vitest';
import { structuredUuid } from '../../../infrastructure/embedded/eventstore-node/protocol/uuids.js';
import { nodeUnderTest } from './nodeUnderTest.js';
import { batchCall, batchMessage, batchOptions, outcomes, proposed, rawClient } from './rawClient.js';
import { collect, revisions } from './reading.js';
import { idOf, newStream } from './testEvents.js';

const { client, node } = nodeUnderTest({ maxAppendBytes: 2000 });

let raw: ReturnType<typeof rawClient>;
beforeAll(() => {
  raw = rawClient(node().port);
});
afterAll(() => raw.close());

it('joins the messages of an append, however they are interleaved', async () => {
  const [one, other] = [newStream(), newStream()];
  const call = batchCall(raw);
  call.send(batchMessage('one', batchOptions(one), [proposed('one 0')], false));
  call.send(batchMessage('other', batchOptions(other), [proposed('other 0')], false));
  call.send(batchMessage('one', undefined, [proposed('one 1'), proposed('one 2')], false));
  call.send(batchMessage('other', undefined, [], true));
  call.send(batchMessage('one', undefined, [proposed('one 3')], true));
  call.end();
  await call.ended;
  expect(outcomes(call.responses, ['one', 'other'])).toEqual(['ok', 'ok']);
  expect(await revisions(client(), one)).toHaveLength(4);
  expect(await revisions(client(), other)).toHaveLength(1);
});

it('answers every one of 1,000 interleaved appends once, and ends after the last', async () => {
  const streams = Array.from({ length: 10 }, () => newStream());
  const names = Array.from({ length: 1000 }, (_, index) => `many ${index}`);
  const call = batchCall(raw);
  names.forEach((name, index) => {
    call.send(batchMessage(name, batchOptions(streams[index % 10] ?? ''), [proposed(`${name} a`)], false));
  });
  for (const name of names) call.send(batchMessage(name, undefined, [proposed(`${name} b`)], true));
  call.end();
  await call.ended;
  expect(new Set(outcomes(call.responses, names))).toEqual(new Set(['ok']));
  expect(call.responses).toHaveLength(1000);
  for (const stream of streams) {
    const ids = (await collect(client().readStream(stream))).map(({ event }) => event?.id);
    expect(ids).toHaveLength(200);
    for (let index = 0; index < 200; index += 2) expect(ids.slice(index, index + 2)).toContain(ids[index]);
  }
});

it('answers an append that is refused once, and ignores what still comes of it', async () => {
  const stream = newStream();
  const call = batchCall(raw);
  const unexpected = batchOptions(stream);
  unexpected.clearAny();
  const [untyped, anonymous] = [proposed('untyped'), proposed('anonymous')];
  anonymous.clearId();
  const large = proposed('large').setData(Buffer.alloc(2001));
  call.send(batchMessage('too large', batchOptions(stream), [large], false));
  call.send(batchMessage('too large', undefined, [proposed('rest')], true));
  call.send(batchMessage('no stream', batchOptions(''), [proposed('x')], true));
  call.send(batchMessage('no revision', unexpected, [proposed('x')], true));
  untyped.getMetadataMap().del('type');
  call.send(batchMessage('no type', batchOptions(stream), [untyped], true));
  call.send(batchMessage('no id', batchOptions(stream), [anonymous], true));
  call.send(batchMessage('conflict', batchOptions(stream).setStreamPosition('7'), [proposed('x')], true));
  call.send(batchMessage('never begun', undefined, [proposed('x')], true));
  call.send(batchMessage('good', batchOptions(stream), [proposed('good')], true));
  call.end();
  await call.ended;
  const names = ['too large', 'no stream', 'no revision', 'no type', 'no id', 'conflict', 'never begun', 'good'];
  const bad = 'BadRequest';
  const expected = ['MaximumAppendSizeExceeded', bad, bad, bad, bad, 'WrongExpectedVersion', '', 'ok'];
  expect(outcomes(call.responses, names)).toEqual(expected);
  expect(call.responses.every((response) => response.hasStreamIdentifier())).toBe(true);
  expect(await revisions(client(), stream)).toEqual([0n]);
});

it('takes ids in both forms, and echoes the correlation id as it came', async () => {
  const stream = newStream();
  const call = batchCall(raw);
  const correlationId = structuredUuid(idOf('structured'));
  const message = proposed('x').setId(structuredUuid(idOf('event in halves')));
  call.send(batchMessage('x', batchOptions(stream), [message], true).setCorrelationId(correlationId));
  call.end();
  const [response] = await call.ended;
  expect(response?.getCorrelationId()?.toObject()).toEqual(correlationId.toObject());
  expect((await collect(client().readStream(stream)))[0]?.event?.id).toBe(idOf('event in halves'));
});
