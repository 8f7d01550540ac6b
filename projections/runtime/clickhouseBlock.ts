import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PoisonEvent } from '../../application/events/eventCodec.js';
import type { AnyRecordedEvent } from '../../application/events/recordedEvent.js';
import type { ClickhouseProjector, ClickhouseRow } from './clickhouseProjector.js';
import type { Range } from './clickhouseRanges.js';
import type { SharedBatch } from './feedRing.js';
import { ProjectionFailed } from './generationWriter.js';

/** Rows in the making: what one insert will send, and the part of the log it stands for. */
export type Block = Readonly<{ range: Range; lines: readonly string[]; organizationIds: readonly string[] }>;

export type BlockBounds = Readonly<{
  /** A block is closed once it has this many rows … */
  maxRows: number;
  /** … or this many characters … */
  maxLength: number;
  /** … or, at the head of the log, this long after the block before: few inserts, so few parts to merge. */
  everyMs: number;
}>;

/** Rows made before other work of the process gets its turn. */
const ROWS_A_TURN = 500;

/** Collects the rows of consecutive events; the same events always give the same block. */
export class BlockBuilder {
  readonly #projector: ClickhouseProjector;
  readonly #lines: string[] = [];
  readonly #organizationIds = new Set<string>();
  #from: bigint | undefined;
  #to: bigint;
  #sum = 0n;
  #length = 0;

  constructor(projector: ClickhouseProjector, after: bigint) {
    this.#projector = projector;
    this.#to = after;
  }

  get position(): bigint {
    return this.#to;
  }

  full({ maxRows, maxLength }: BlockBounds): boolean {
    return this.#lines.length >= maxRows || this.#length >= maxLength;
  }

  /**
   * Adds what is new of a batch, until the block is full.
   * @throws ProjectionFailed; the events before the failing one have been added
   */
  addUntilFull(batch: SharedBatch, bounds: BlockBounds): Promise<void> {
    return this.#add(batch, batch.position, () => this.full(bounds));
  }

  /** Adds what is new of a batch, up to a position. @throws ProjectionFailed */
  addUpTo(batch: SharedBatch, position: bigint): Promise<void> {
    return this.#add(batch, position < batch.position ? position : batch.position, () => false);
  }

  async #add(batch: SharedBatch, upTo: bigint, full: () => boolean): Promise<void> {
    let turn = 0;
    for (const entry of batch.events) {
      const { position } = entry.stored;
      if (position <= this.#to) continue;
      if (position > upTo) break;
      if (full()) return;
      if (++turn % ROWS_A_TURN === 0) await nextTurn();
      try {
        const decoded = entry.decode();
        this.#append(position, decoded instanceof Promise ? await decoded : decoded);
      } catch (error) {
        throw error instanceof PoisonEvent ? new ProjectionFailed(position, error) : error;
      }
      this.#to = position;
    }
    this.#to = upTo;
  }

  #append(position: bigint, event: AnyRecordedEvent): void {
    const row = this.#rowOf(event);
    if (event.metadata.organizationId !== null) this.#organizationIds.add(event.metadata.organizationId);
    if (!row) return;
    const line = JSON.stringify({ position: position.toString(), ...row });
    this.#from ??= position;
    this.#sum += position;
    this.#length += line.length;
    this.#lines.push(line);
  }

  #rowOf(event: AnyRecordedEvent): ClickhouseRow | undefined {
    try {
      return this.#projector.row(event);
    } catch (error) {
      throw new ProjectionFailed(event.position, error);
    }
  }

  block(): Block {
    const hash = createHash('sha256');
    for (const line of this.#lines) hash.update(line).update('\n');
    return {
      range: {
        from: this.#from ?? this.#to,
        to: this.#to,
        rows: BigInt(this.#lines.length),
        positionsSum: this.#sum,
        hash: hash.digest('base64url'),
      },
      lines: this.#lines,
      organizationIds: [...this.#organizationIds],
    };
  }
}
