import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredEvent } from '../../application/ports/eventStore.js';

type RecordedEvent = ReadResp.ReadEvent.RecordedEvent;

/** `created` counts ticks of 100 ns since the Unix epoch: too many for a number, so the last four digits go first. */
const createdAt = (ticks: string | undefined) => new Date(ticks === undefined ? 0 : Number(ticks.slice(0, -4)));

export function decodeEvent(recorded: RecordedEvent): StoredEvent {
  const metadata = recorded.getMetadataMap();
  return {
    id: recorded.getId()?.getString() ?? '',
    type: metadata.get('type') ?? '',
    stream: text(recorded.getStreamIdentifier()?.getStreamName_asU8()),
    revision: BigInt(recorded.getStreamRevision()),
    position: BigInt(recorded.getCommitPosition()),
    recordedAt: createdAt(metadata.get('created')),
    data: parseOrText(recorded.getData_asU8()),
    metadata: parseOrText(recorded.getCustomMetadata_asU8()),
  };
}

const text = (bytes: Uint8Array | undefined) =>
  bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString() : '';

function parseOrText(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  const json = text(bytes);
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return json;
    throw error;
  }
}
