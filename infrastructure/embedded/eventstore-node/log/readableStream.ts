import { type LogRecord, tombstoneRevision } from './record.js';
import { isSoftDeleted, type StreamMetadata } from './streamMetadata.js';
import { describedBy, isMetastream, metastreamOf } from './streamNames.js';
import { emptyStream, type StreamState } from './streamState.js';
import type { StreamStates } from './streamStates.js';

/** What a reader may see of a stream. */
export type ReadableStream = Readonly<{
  tombstoned: boolean;
  /** False for a stream that was never written to, or is soft-deleted. */
  found: boolean;
  softDeleted: boolean;
  /** Last revision ever written, -1 if none. */
  last: bigint;
  /** First revision that metadata does not hide; may be beyond `last`. */
  lowest: bigint;
  maxAgeMs: number | undefined;
}>;

/** The states that `readable` needs for `stream`. */
export const relatedStreams = (stream: string): string[] =>
  isMetastream(stream) ? [stream, metastreamOf(stream), describedBy(stream)] : [stream, metastreamOf(stream)];

/** What of `stream` is readable, given the states of its related streams. */
export function readable(stream: string, stateOf: (name: string) => StreamState | undefined): ReadableStream {
  const state = stateOf(stream) ?? emptyStream;
  const metadata = isMetastream(stream) ? undefined : stateOf(metastreamOf(stream))?.sets;
  const owner = isMetastream(stream) ? stateOf(describedBy(stream)) : undefined;
  const softDeleted = isSoftDeleted(metadata);
  return {
    tombstoned: state.tombstoned || owner?.tombstoned === true,
    found: state.last >= 0n && !softDeleted,
    softDeleted,
    last: state.last,
    lowest: lowestReadable(state.last, isMetastream(stream) ? 1n : metadata?.maxCount, metadata),
    maxAgeMs: metadata?.maxAgeMs,
  };
}

/** The same, looked up in the log. */
export async function readableStream(states: StreamStates, stream: string): Promise<ReadableStream> {
  const related = relatedStreams(stream);
  while (related.some((name) => states.peek(name) === undefined)) await states.load(related);
  return readable(stream, (name) => states.peek(name));
}

/** Whether `record` is too old to be shown; the record that closes a stream never is. */
export const isExpired = (record: LogRecord, maxAgeMs: number | undefined, now: number): boolean =>
  maxAgeMs !== undefined && record.created < now - maxAgeMs && record.revision !== tombstoneRevision;

function lowestReadable(last: bigint, maxCount: bigint | undefined, metadata: StreamMetadata | undefined): bigint {
  const counted = maxCount === undefined ? 0n : last - maxCount + 1n;
  const truncated = metadata?.truncateBefore ?? 0n;
  const lowest = counted > truncated ? counted : truncated;
  return lowest < 0n ? 0n : lowest;
}
