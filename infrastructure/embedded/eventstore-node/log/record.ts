/** An event as a client proposes it; `id` is a lower-case UUID text. */
export type ProposedEvent = Readonly<{
  id: string;
  type: string;
  json: boolean;
  data: Uint8Array;
  metadata: Uint8Array;
}>;

/** An event as the log holds it. `created` is in milliseconds since the Unix epoch. */
export type LogRecord = ProposedEvent &
  Readonly<{ position: bigint; stream: string; revision: bigint; created: number }> & {
    /** The encoded read response of this record, once someone has asked for it. */
    encoded?: Buffer | undefined;
  };

/** Positions start here, so that the head of a contiguous log is also its number of records. */
export const firstPosition = 1n;

/** The revision of the record that closes a stream for ever. */
export const tombstoneRevision = 2n ** 63n - 1n;
export const tombstoneType = '$streamDeleted';
export const linkType = '$>';
export const metadataType = '$metadata';
