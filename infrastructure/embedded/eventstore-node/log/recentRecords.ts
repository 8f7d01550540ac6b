import type { LogRecord } from './record.js';
import { SlidingWindow } from './slidingWindow.js';

const overhead = 400;
const weight = (record: LogRecord): number => overhead + 2 * (record.data.length + record.metadata.length);

/** The newest records of the log in memory, bounded in number and bytes: what live readers read from. */
export class RecentRecords {
  private readonly records = new SlidingWindow<LogRecord>();
  private readonly streams = new Map<string, SlidingWindow<LogRecord>>();
  private bytes = 0;

  constructor(
    private readonly maxRecords: number,
    private readonly maxBytes: number,
  ) {}

  /** Adds the records that follow the newest one. */
  push(added: readonly LogRecord[]): void {
    for (const record of added) {
      this.records.push(record);
      this.bytes += weight(record);
      const stream = this.streams.get(record.stream) ?? new SlidingWindow<LogRecord>();
      if (stream.length === 0) this.streams.set(record.stream, stream);
      stream.push(record);
    }
    while (this.records.length > this.maxRecords || this.bytes > this.maxBytes) this.dropOldest();
  }

  /** Records at positions `from` to `to`, both inclusive, at most `limit`; undefined when `from` is no longer here. */
  range(from: bigint, to: bigint, limit: number): LogRecord[] | undefined {
    const first = this.records.at(0);
    if (first === undefined || from < first.position) return undefined;
    const start = Number(from - first.position);
    return this.records.slice(start, Math.min(start + limit, Number(to - first.position) + 1));
  }

  /** Records of `stream` from revision `from` up, at most `limit`; undefined when they are not all here. */
  ofStream(stream: string, from: bigint, limit: number): LogRecord[] | undefined {
    const records = this.streams.get(stream);
    const first = records?.at(0);
    if (records === undefined || first === undefined || from < first.revision) return undefined;
    // Only a tombstone leaves a gap in the revisions, and it is the last record.
    const start = Math.min(Number(from - first.revision), records.length - 1);
    const found = records.slice(start, start + limit);
    return found[0] !== undefined && found[0].revision < from ? [] : found;
  }

  private dropOldest(): void {
    const record = this.records.shift();
    if (record === undefined) return;
    this.bytes -= weight(record);
    const stream = this.streams.get(record.stream);
    stream?.shift();
    if (stream?.length === 0) this.streams.delete(record.stream);
  }
}
