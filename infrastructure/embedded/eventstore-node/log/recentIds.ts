import { Generations } from './generations.js';
import type { LogRecord } from './record.js';

/** Where an event was written. */
export type WrittenAt = Readonly<{ revision: bigint; position: bigint }>;

/** Which events were written lately, by stream and event id: lets an append with expected revision `any` be repeated. */
export class RecentIds {
  private readonly written: Generations<string, WrittenAt>;

  constructor(limit: number) {
    this.written = new Generations(limit);
  }

  add({ id, stream, revision, position }: Pick<LogRecord, 'id' | 'stream' | 'revision' | 'position'>): void {
    this.written.set(id + stream, { revision, position });
  }

  find(stream: string, id: string): WrittenAt | undefined {
    return this.written.get(id + stream);
  }
}
