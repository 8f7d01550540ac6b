import type pg from 'pg';
import type { LogRecord } from '../log/record.js';
import { insertRecords, WriterReplaced } from './insertRecords.js';

/** What became of a batch: `lost` means that this node may not write any more, whatever became of it. */
export type CommitResult = Readonly<{ kind: 'committed' | 'notWritten' }> | Readonly<{ kind: 'lost'; error: Error }>;

/** Commits batches of records to the log this node owns. */
export class CommitLog {
  constructor(
    private readonly session: pg.Client,
    private readonly epoch: bigint,
  ) {}

  /** Writes `records`, which follow position `head`. A failed statement leaves open what it did, so the log is asked. */
  async commit(records: readonly LogRecord[], head: bigint): Promise<CommitResult> {
    if (records.length === 0) return { kind: 'committed' };
    try {
      await insertRecords(this.session, this.epoch, records);
      return { kind: 'committed' };
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      return reason instanceof WriterReplaced ? { kind: 'lost', error: reason } : this.askLog(records, head, reason);
    }
  }

  private async askLog(records: readonly LogRecord[], head: bigint, error: Error): Promise<CommitResult> {
    try {
      const { rows } = await this.session.query<{ id: string; position: string }>(
        'SELECT id, position FROM event_log.records WHERE position > $1 ORDER BY position LIMIT $2',
        [head, records.length + 1],
      );
      if (rows.length === 0) return { kind: 'notWritten' };
      const same = rows.every(
        ({ id, position }, index) => records[index]?.id === id && records[index]?.position === BigInt(position),
      );
      return same && rows.length === records.length ? { kind: 'committed' } : { kind: 'lost', error };
    } catch {
      return { kind: 'lost', error };
    }
  }
}
