import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPb } from '../../../infrastructure/embedded/eventstore-node/protocol/clientPackage.js';
import {
  AppendRefused,
  decodeBatchAppendReply,
  readAppendReply,
} from '../../../infrastructure/eventstore/batchAppendReply.js';

const refused = (kind: string) => {
  const details = new anyPb.Any();
  details.pack(new Uint8Array(), `event_store.client.${kind}`);
  return new streams.BatchAppendResp().setError(new status.Status().setMessage(kind).setDetails(details));
};

const decoded = (reply: InstanceType<typeof streams.BatchAppendResp>) =>
  decodeBatchAppendReply(Buffer.from(reply.serializeBinary()));

describe('a reply to an append', () => {
  it('names its append as text or as two signed halves', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const hex = uuid.replaceAll('-', '');
        const half = (from: number) => BigInt.asIntN(64, BigInt(`0x${hex.slice(from, from + 16)}`)).toString();
        const halves = new shared.UUID.Structured().setMostSignificantBits(half(0)).setLeastSignificantBits(half(16));
        const reply = (id: InstanceType<typeof shared.UUID>) => new streams.BatchAppendResp().setCorrelationId(id);
        expect(decoded(reply(new shared.UUID().setStructured(halves))).correlationId).toBe(uuid);
        expect(decoded(reply(new shared.UUID().setString(uuid.toUpperCase()))).correlationId).toBe(uuid);
      }),
    );
  });

  it('says where it was appended, with positions beyond 2^53', () => {
    const success = new streams.BatchAppendResp.Success()
      .setCurrentRevision('7')
      .setPosition(new shared.AllStreamPosition().setCommitPosition('9007199254740993'));
    expect(readAppendReply(decoded(new streams.BatchAppendResp().setSuccess(success)))).toEqual({
      outcome: 'appended',
      position: 9_007_199_254_740_993n,
      revision: 7n,
    });
  });

  it('is a conflict, a refusal for good, or no answer at all', () => {
    expect(readAppendReply(decoded(refused('WrongExpectedVersion')))).toEqual({ outcome: 'conflict' });
    for (const kind of ['StreamDeleted', 'MaximumAppendSizeExceeded', 'AccessDenied', 'BadRequest']) {
      expect(() => readAppendReply(decoded(refused(kind)))).toThrow(AppendRefused);
    }
    for (const kind of ['Timeout', 'Unknown']) {
      expect(() => readAppendReply(decoded(refused(kind)))).not.toThrow(AppendRefused);
      expect(() => readAppendReply(decoded(refused(kind)))).toThrow(Error);
    }
  });
});
