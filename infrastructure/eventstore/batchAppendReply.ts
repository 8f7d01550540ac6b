import type { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';

export type AppendReply =
  | Readonly<{ outcome: 'appended'; position: bigint | undefined; revision: bigint }>
  | Readonly<{ outcome: 'conflict' }>;

/** The server refused the append for good: repeating it cannot help. Nothing was recorded. */
export class AppendRefused extends Error {
  override readonly name = 'AppendRefused';
}

/** The UUID (lower case, with dashes) of the append that a reply belongs to; real servers answer in two 64-bit halves. */
export function correlationIdOf(reply: BatchAppendResp): string {
  const id = reply.getCorrelationId();
  const halves = id?.getStructured();
  if (!halves) return id?.getString().toLowerCase() ?? '';
  const hex = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const high = hex(halves.getMostSignificantBits());
  const low = hex(halves.getLeastSignificantBits());
  return `${high.slice(0, 8)}-${high.slice(8, 12)}-${high.slice(12)}-${low.slice(0, 4)}-${low.slice(4)}`;
}

const refusals: Readonly<Record<string, string>> = {
  StreamDeleted: 'The stream is deleted',
  MaximumAppendSizeExceeded: 'The events are too large for one append',
  AccessDenied: 'The credentials do not allow this append',
  BadRequest: 'The event store did not understand the append',
};

/**
 * @throws AppendRefused when repeating it cannot help
 * @throws Error when it may or may not have been recorded (time-out or trouble in the server)
 */
export function readAppendReply(reply: BatchAppendResp): AppendReply {
  const success = reply.getSuccess();
  if (success) {
    const position = success.getPosition()?.getCommitPosition();
    return {
      outcome: 'appended',
      position: position === undefined ? undefined : BigInt(position),
      revision: BigInt(success.getCurrentRevision()),
    };
  }
  const status = reply.getError();
  const kind = status?.getDetails()?.getTypeName().split('.').at(-1) ?? '';
  if (kind === 'WrongExpectedVersion') return { outcome: 'conflict' };
  const refusal = refusals[kind];
  const message = status?.getMessage() ?? 'no reason given';
  if (refusal) throw new AppendRefused(`${refusal}: ${message}`);
  throw new Error(`The event store could not append: ${message}`);
}
