import type { LogRecord } from './record.js';

/** What the metadata of a stream says about which of its events are readable. */
export type StreamMetadata = Readonly<{
  maxCount: bigint | undefined;
  maxAgeMs: number | undefined;
  truncateBefore: bigint | undefined;
  /** The whole JSON object, custom keys included. */
  document: Readonly<Record<string, unknown>>;
}>;

/** `$tb` of a soft-deleted stream: 2^63-1 on the wire, which JSON.parse rounds to 2^63. */
const softDeleteMark = 2n ** 63n;
const softDeleteText = '{"$tb":9223372036854775807}';

export const softDeleteMetadata = (): Uint8Array => Buffer.from(softDeleteText);

export const isSoftDeleted = (metadata: StreamMetadata | undefined): boolean =>
  metadata?.truncateBefore !== undefined && metadata.truncateBefore >= softDeleteMark;

/** The metadata a record of a metastream sets; undefined where it is malformed, which counts as none. */
export function parseStreamMetadata(record: Pick<LogRecord, 'json' | 'data'>): StreamMetadata | undefined {
  const document = record.json ? parseObject(record.data) : undefined;
  if (document === undefined) return undefined;
  const { $maxCount: maxCount, $maxAge: maxAge, $tb: truncateBefore } = document;
  if (!absentOrInteger(maxCount, 1) || !absentOrInteger(maxAge, 1) || !absentOrInteger(truncateBefore, 0)) {
    return undefined;
  }
  return {
    maxCount: maxCount === undefined ? undefined : BigInt(maxCount),
    maxAgeMs: maxAge === undefined ? undefined : maxAge * 1000,
    truncateBefore: truncateBefore === undefined ? undefined : BigInt(truncateBefore),
    document,
  };
}

/** The same metadata with `$tb` at `revision`, as JSON bytes. */
export const withTruncateBefore = (metadata: StreamMetadata | undefined, revision: bigint): Uint8Array =>
  Buffer.from(JSON.stringify({ ...metadata?.document, $tb: Number(revision) }));

function parseObject(data: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const absentOrInteger = (value: unknown, least: number): value is number | undefined =>
  value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= least);
