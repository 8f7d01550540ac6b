import type { AppendReq, DeleteReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb.js';
import { any, type ExpectedRevision, noStream, streamExists } from '../writer/operations.js';

type WithRevision = AppendReq.Options | DeleteReq.Options | TombstoneReq.Options;

/** The expected revision of an Append, Delete or Tombstone; undefined when none is set. */
export const readExpectedRevision = (options: WithRevision): ExpectedRevision | undefined =>
  options.hasRevision() ? exact(options.getRevision()) : named(options);

const exact = (text: string): ExpectedRevision => BigInt(text);

type Named = Readonly<{ hasNoStream(): boolean; hasAny(): boolean; hasStreamExists(): boolean }>;

function named(options: Named): ExpectedRevision | undefined {
  if (options.hasNoStream()) return noStream;
  if (options.hasAny()) return any;
  return options.hasStreamExists() ? streamExists : undefined;
}
