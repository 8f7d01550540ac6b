import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../../support/until.js';
import { nodeUnderTest } from './nodeUnderTest.js';
import { batchCall, batchMessage, batchOptions, outcomes, proposed, rawClient } from './rawClient.js';
import { newStream } from './testEvents.js';

const { node } = nodeUnderTest({ writeTimeoutMs: 500 });

let raw: ReturnType<typeof rawClient>;
beforeAll(() => {
  raw = rawClient(node().port);
});
afterAll(() => raw.close());

it('times out an append whose deadline has passed, or that never ends, and goes on', async () => {
  const stream = newStream();
  const call = batchCall(raw);
  const late = batchOptions(stream).setDeadline(new Timestamp().setSeconds(1));
  call.send(batchMessage('late', late, [proposed('late')], true));
  call.send(batchMessage('endless', batchOptions(stream), [proposed('endless')], false));
  await until(() => call.responses.length === 2);
  call.send(batchMessage('endless', undefined, [proposed('more')], true));
  call.send(batchMessage('good', batchOptions(stream), [proposed('good')], true));
  call.end();
  await call.ended;
  expect(outcomes(call.responses, ['late', 'endless', 'good'])).toEqual(['Timeout', 'Timeout', 'ok']);
});
