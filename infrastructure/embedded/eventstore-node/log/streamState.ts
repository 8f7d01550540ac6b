import { type LogRecord, tombstoneRevision } from './record.js';
import { parseStreamMetadata, type StreamMetadata } from './streamMetadata.js';
import { isMetastream } from './streamNames.js';

/** What is known of one stream: a fold of its records of which only the last one counts. */
export type StreamState = Readonly<{
  /** Last revision ever written, -1 if none. */
  last: bigint;
  tombstoned: boolean;
  /** For a metastream: the metadata it sets. */
  sets: StreamMetadata | undefined;
}>;

export const emptyStream: StreamState = { last: -1n, tombstoned: false, sets: undefined };

export type StreamChange = Pick<LogRecord, 'stream' | 'revision' | 'json' | 'data'>;

/** The state after `record`; a record that the state already covers changes nothing. */
export function advance(state: StreamState, record: StreamChange): StreamState {
  if (record.revision <= state.last) return state;
  return {
    last: record.revision,
    tombstoned: record.revision === tombstoneRevision,
    sets: isMetastream(record.stream) ? parseStreamMetadata(record) : undefined,
  };
}
