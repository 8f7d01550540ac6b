import type { AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import { any, type ExpectedRevision, noStream, streamExists } from '../writer/operations.js';
import { sharedPb, streamsPb } from './clientPackage.js';

const { AppendResp: Response } = streamsPb;

/** The answer to an append that was written, now or before. */
export function appended(revision: bigint, position: bigint): AppendResp {
  const place = new Response.Position().setCommitPosition(String(position)).setPreparePosition(String(position));
  return new Response().setSuccess(new Response.Success().setCurrentRevision(String(revision)).setPosition(place));
}

/** The answer to an append of no events, `revision` being the last of the stream. */
export function nothingAppended(revision: bigint): AppendResp {
  const success = new Response.Success().setNoPosition(new sharedPb.Empty());
  if (revision < 0n) success.setNoStream(new sharedPb.Empty());
  else success.setCurrentRevision(String(revision));
  return new Response().setSuccess(success);
}

/** A conflict is a normal answer to an append. */
export function appendConflict(expected: ExpectedRevision, current: bigint): AppendResp {
  const conflict = new Response.WrongExpectedVersion();
  if (current < 0n) conflict.setCurrentNoStream(new sharedPb.Empty());
  else conflict.setCurrentRevision(String(current));
  if (expected === any) conflict.setExpectedAny(new sharedPb.Empty());
  else if (expected === streamExists) conflict.setExpectedStreamExists(new sharedPb.Empty());
  else if (expected === noStream) conflict.setExpectedNoStream(new sharedPb.Empty());
  else conflict.setExpectedRevision(String(expected));
  return new Response().setWrongExpectedVersion(conflict);
}
