import type { ReadableStream } from '../log/readableStream.js';
import type { WrittenAt } from '../log/recentIds.js';
import type { LogRecord } from '../log/record.js';
import { any, type ExpectedRevision, noStream, streamExists } from './operations.js';

/** What is to be done about an append: `compare` asks for the records stored after the expected revision. */
export type Verdict =
  | Readonly<{ kind: 'write' | 'conflict' | 'deleted' | 'compare' }>
  | Readonly<{ kind: 'repeated'; at: WrittenAt }>;

const write: Verdict = { kind: 'write' };
const conflict: Verdict = { kind: 'conflict' };

/**
 * The rules of expected revisions and idempotence. `hasMetadata` tells whether the stream's metastream has an event,
 * `find` where an event of this stream was written lately.
 */
export function decideAppend(
  expected: ExpectedRevision,
  ids: readonly string[],
  stream: ReadableStream,
  hasMetadata: boolean,
  find: (id: string) => WrittenAt | undefined,
): Verdict {
  if (stream.tombstoned) return { kind: 'deleted' };
  if (expected === streamExists && stream.softDeleted) return { kind: 'deleted' };
  if (expected === streamExists && stream.last < 0n && !hasMetadata) return conflict;
  if (expected === any || expected === streamExists) return decideById(ids, find);
  if (expected > stream.last) return conflict;
  if (expected === stream.last) return write;
  return ids.length === 0 ? conflict : { kind: 'compare' };
}

/** The rest of the rules for an append below the last revision; `stored` are the records from `expected + 1` on. */
export function decideRepeated(
  expected: ExpectedRevision,
  ids: readonly string[],
  softDeleted: boolean,
  stored: readonly LogRecord[],
): Verdict {
  const last = stored[ids.length - 1];
  if (last !== undefined && ids.every((id, index) => stored[index]?.id === id)) return { kind: 'repeated', at: last };
  return expected === noStream && softDeleted && stored[0]?.id !== ids[0] ? write : conflict;
}

function decideById(ids: readonly string[], find: (id: string) => WrittenAt | undefined): Verdict {
  const first = ids[0];
  if (first === undefined || find(first) === undefined) return write;
  const found = ids.map(find);
  const last = found.at(-1);
  return last !== undefined && found.every((at) => at !== undefined) ? { kind: 'repeated', at: last } : conflict;
}
