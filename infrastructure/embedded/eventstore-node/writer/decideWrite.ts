import { randomUUID } from 'node:crypto';
import type { EventLog } from '../log/eventLog.js';
import type { ReadableStream } from '../log/readableStream.js';
import type { WrittenAt } from '../log/recentIds.js';
import { type LogRecord, metadataType, type ProposedEvent, tombstoneRevision, tombstoneType } from '../log/record.js';
import { isSoftDeleted, parseStreamMetadata, softDeleteMetadata, withTruncateBefore } from '../log/streamMetadata.js';
import { describedBy, isMetastream, metastreamOf } from '../log/streamNames.js';
import { emptyStream } from '../log/streamState.js';
import { decideAppend, decideRepeated, type Verdict } from './decideAppend.js';
import type { WriteOutcome, WriteRequest } from './operations.js';
import type { PendingStreams } from './pendingStreams.js';
import type { StreamsToWrite } from './streamsToWrite.js';

/** What a write comes to: its answer, and the records that must be committed first. */
export type Decision = Readonly<{ outcome: WriteOutcome; records: readonly NewRecord[] }>;

/** A record without its place in the log. */
export type NewRecord = ProposedEvent & Readonly<{ stream: string; revision: bigint }>;

const noBytes = Buffer.alloc(0);

/** Decides writes one after the other against streams that include everything decided before. */
export class Decisions {
  constructor(
    private readonly log: EventLog,
    private readonly pending: PendingStreams,
    private readonly streams: StreamsToWrite,
  ) {}

  /** Decides one write whose streams are known. Only a repeated write at an exact revision has to read, and so to wait. */
  decide(request: WriteRequest): Decision | Promise<Decision> {
    const { stream, expected } = request;
    const ids = idsOf(request);
    const view = this.streams.readable(stream);
    const verdict = decideAppend(expected, ids, view, this.streams.hasMetadata(stream), (id) =>
      this.streams.find(stream, id),
    );
    return verdict.kind === 'compare' ? this.compare(request, ids) : this.decision(request, verdict, view);
  }

  private async compare(request: WriteRequest, ids: readonly string[]): Promise<Decision> {
    const { stream, expected } = request;
    // Taken before the read: what is committed meanwhile is then in one of the two, or in both.
    const pending = this.pending.recordsOf(stream).filter(({ revision }) => revision > expected);
    const committed = await this.log.streamForwards(stream, expected + 1n, ids.length);
    const last = committed.at(-1)?.revision ?? expected;
    await this.streams.makeKnown(stream);
    const stored = [...committed, ...pending.filter(({ revision }) => revision > last)];
    const view = this.streams.readable(stream);
    return this.decision(request, decideRepeated(expected, ids, view.softDeleted, stored), view);
  }

  private decision(request: WriteRequest, verdict: Verdict, view: ReadableStream): Decision {
    const current = view.last;
    switch (verdict.kind) {
      case 'write':
        return this.records(request, view);
      case 'repeated':
        return { outcome: { kind: 'written', ...place(verdict.at) }, records: [] };
      case 'deleted':
        return { outcome: { kind: 'deleted' }, records: [] };
      default:
        return { outcome: { kind: 'conflict', current }, records: [] };
    }
  }

  /** The position in the outcome is filled in by the writer, which alone knows it. */
  private records(request: WriteRequest, view: ReadableStream): Decision {
    const { kind, stream, events } = request;
    const current = view.last;
    if (kind === 'tombstone') return written([closing(stream)], tombstoneRevision);
    if (kind === 'delete') {
      if (current < 0n && !this.streams.hasMetadata(stream))
        return { outcome: { kind: 'conflict', current }, records: [] };
      const record = this.metadataRecord(stream, softDeleteMetadata(), 1n);
      return written([record], record.revision);
    }
    if (events.length === 0) return { outcome: { kind: 'nothingToWrite', revision: current }, records: [] };
    const records = events.map(
      ({ id, type, json, data, metadata }, index): NewRecord => ({
        stream,
        revision: current + 1n + BigInt(index),
        id,
        type,
        json,
        data,
        metadata,
      }),
    );
    const revision = current + BigInt(events.length);
    return written(records.concat(this.revival(stream, records, view)), revision);
  }

  /** A soft-deleted stream that is written to, or whose metadata is, comes back without its old events. */
  private revival(stream: string, records: readonly NewRecord[], { softDeleted, last }: ReadableStream): NewRecord[] {
    if (softDeleted) {
      const metadata = this.streams.stateOf(metastreamOf(stream))?.sets;
      return [this.metadataRecord(stream, withTruncateBefore(metadata, last + 1n), 1n)];
    }
    if (!isMetastream(stream) || !isSoftDeleted(this.streams.stateOf(stream)?.sets)) return [];
    const set = records.at(-1);
    const metadata = set && parseStreamMetadata(set);
    const described = this.streams.stateOf(describedBy(stream)) ?? emptyStream;
    const data = withTruncateBefore(metadata, described.last + 1n);
    return metadata ? [this.metadataRecord(describedBy(stream), data, 1n + BigInt(records.length))] : [];
  }

  private metadataRecord(stream: string, data: Uint8Array, offset: bigint): NewRecord {
    const metastream = metastreamOf(stream);
    const revision = (this.streams.stateOf(metastream)?.last ?? -1n) + offset;
    return { stream: metastream, revision, id: randomUUID(), type: metadataType, json: true, data, metadata: noBytes };
  }
}

/** A delete or tombstone is checked like an append of one new event. */
const idsOf = ({ kind, events }: WriteRequest): string[] =>
  kind === 'append' ? events.map(({ id }) => id) : [randomUUID()];

const place = ({ revision, position }: WrittenAt): WrittenAt => ({ revision, position });

const written = (records: readonly NewRecord[], revision: bigint): Decision => ({
  outcome: { kind: 'written', revision, position: 0n },
  records,
});

const closing = (stream: string): NewRecord => ({
  stream,
  revision: tombstoneRevision,
  id: randomUUID(),
  type: tombstoneType,
  json: false,
  data: noBytes,
  metadata: noBytes,
});

/** Gives new records their place after position `last`. */
export const placeRecords = (records: readonly NewRecord[], last: bigint, created: number): LogRecord[] =>
  records.map(({ stream, revision, id, type, json, data, metadata }, index) => ({
    position: last + 1n + BigInt(index),
    stream,
    revision,
    id,
    type,
    json,
    data,
    metadata,
    created,
    encoded: undefined,
  }));
