import streams from '@eventstore/db-client/generated/streams_pb.js';
import { describe, expect, it } from 'vitest';
import { appendRequests, encodeAppend } from '../../../infrastructure/eventstore/encodedAppend.js';

const event = (id: string, data: unknown = { seats: 3 }) => ({
  id,
  type: 'SeatsChanged',
  data,
  metadata: { by: 'u1' },
});
const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`;
const correlationId = id(9);

/** What a server reads of the requests of an append. */
const requestsOf = (append: ReturnType<typeof encodeAppend>) =>
  appendRequests(append, correlationId).map((request) => streams.BatchAppendReq.deserializeBinary(request));

describe('an append on the wire', () => {
  it('is one request that says where it belongs', () => {
    const [request, ...more] = requestsOf(encodeAppend('größe-1', [event(id(1))], 41n));
    expect(more).toEqual([]);
    expect(request?.getCorrelationId()?.getString()).toBe(correlationId);
    expect(request?.getIsFinal()).toBe(true);
    expect(request?.getOptions()?.getStreamPosition()).toBe('41');
    expect(Buffer.from(request?.getOptions()?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe(
      'größe-1',
    );
    const [message] = request?.getProposedMessagesList() ?? [];
    expect(message?.getId()?.getString()).toBe(id(1));
    expect(message?.getMetadataMap().get('content-type')).toBe('application/json');
    expect(JSON.parse(Buffer.from(message?.getData_asU8() ?? []).toString())).toEqual({ seats: 3 });
  });

  it('asks for a stream without events with noStream', () => {
    const [request] = requestsOf(encodeAppend('s', [event(id(1))], 'noStream'));
    expect(request?.getOptions()?.hasNoStream()).toBe(true);
  });

  it('is cut into several requests before it grows over what servers take, the last one final', () => {
    const large = (digit: number) => event(id(digit), 'x'.repeat(1_400_000));
    const requests = requestsOf(encodeAppend('s', [1, 2, 3, 4, 5].map(large), 'noStream'));
    expect(requests.map((request) => request.getProposedMessagesList().length)).toEqual([2, 2, 1]);
    expect(requests.map((request) => request.getIsFinal())).toEqual([false, false, true]);
    expect(requests.map((request) => request.hasOptions())).toEqual([true, false, false]);
  });

  it('refuses what JSON cannot say, and nothing at all', () => {
    expect(() => encodeAppend('s', [event(id(1), 1n)], 'noStream')).toThrow(TypeError);
    expect(() => encodeAppend('s', [event(id(1), () => 1)], 'noStream')).toThrow(TypeError);
    expect(() => encodeAppend('s', [], 'noStream')).toThrow(RangeError);
  });
});
