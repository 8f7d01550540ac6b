import type { ProposedEvent } from '../log/record.js';

/** An exact revision from 0 up, or one of the three below. */
export type ExpectedRevision = bigint;
export const noStream = -1n;
export const any = -2n;
export const streamExists = -4n;

/** What a client asks the writer to do. */
export type WriteRequest = Readonly<{
  kind: 'append' | 'delete' | 'tombstone';
  stream: string;
  expected: ExpectedRevision;
  /** Empty for a delete or tombstone. */
  events: readonly ProposedEvent[];
}>;

/** What became of it. `unavailable` and, once in a transaction, `timeout` leave open whether it was written. */
export type WriteOutcome =
  | Readonly<{ kind: 'written'; revision: bigint; position: bigint }>
  | Readonly<{ kind: 'nothingToWrite'; revision: bigint }>
  | Readonly<{ kind: 'conflict'; current: bigint }>
  | Readonly<{ kind: 'deleted' }>
  | Readonly<{ kind: 'timeout' }>
  | Readonly<{ kind: 'unavailable'; reason: string }>;
