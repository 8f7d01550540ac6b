import { advance, type Claim } from './checkpoints.js';
import { type Block, BlockBuilder } from './clickhouseBlock.js';
import type { ClickhouseStores } from './clickhouseGenerations.js';
import { insertBlock } from './clickhouseInsert.js';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import { finishRange, mergeOldRanges, type Range, recordRange } from './clickhouseRanges.js';
import { generationTable } from './clickhouseTables.js';
import type { SharedFeed } from './sharedFeed.js';

const MERGE_EVERY = 500;

/** Told of each block whose rows are in ClickHouse and whose checkpoint is committed. */
export type OnBlock = (block: Block) => void;

/** Writes blocks into one generation, exactly once each, from the checkpoint it was claimed at. */
export class ClickhouseWriter {
  readonly #stores: ClickhouseStores;
  readonly #projector: ClickhouseProjector;
  readonly #onBlock: OnBlock;
  #held: Claim;
  #finished = 0;

  constructor(stores: ClickhouseStores, projector: ClickhouseProjector, held: Claim, onBlock: OnBlock) {
    this.#stores = stores;
    this.#projector = projector;
    this.#held = held;
    this.#onBlock = onBlock;
  }

  get generation(): number {
    return this.#held.generation;
  }

  /** The committed checkpoint. */
  get position(): bigint {
    return this.#held.position;
  }

  /**
   * The range is written down, inserted, marked: whatever interrupts this, the same range follows with the same rows and token.
   * @throws Fenced, ClickHouseError, ClickhouseUnavailable; the range may then be pending
   */
  async write(block: Block): Promise<void> {
    const { range } = block;
    if (range.rows === 0n) {
      await advance(this.#stores.pool, this.#held, range.to);
      this.#held = { ...this.#held, position: range.to };
      this.#onBlock(block);
      return;
    }
    await recordRange(this.#stores.pool, this.#held, range);
    await this.insert(block);
    await this.finish(block);
  }

  /** Inserts a recorded range; once more where it is already there, which changes nothing. */
  insert({ range, lines }: Block): Promise<void> {
    const { client } = this.#stores;
    return insertBlock(client, generationTable(this.#projector, this.generation), this.#token(range), lines);
  }

  async finish(block: Block): Promise<void> {
    this.#held = await finishRange(this.#stores.pool, this.#held, block.range);
    this.#onBlock(block);
    if (++this.#finished % MERGE_EVERY === 0) await mergeOldRanges(this.#stores.pool, this.#held);
  }

  #token({ from, to }: Range): string {
    return `${this.#projector.name}:${this.generation}:${from}-${to}`;
  }
}

/** The block of what follows one position up to another, read from the log again. @throws ProjectionFailed */
export async function readBlock(
  feed: Pick<SharedFeed, 'join'>,
  projector: ClickhouseProjector,
  after: bigint,
  to: bigint,
  signal: AbortSignal,
): Promise<Block> {
  const builder = new BlockBuilder(projector, after);
  const done = new AbortController();
  for await (const batch of feed.join({ after, signal: AbortSignal.any([signal, done.signal]) })) {
    await builder.addUpTo(batch, to);
    if (builder.position >= to) {
      done.abort();
      return builder.block();
    }
  }
  throw new Error(`the event feed ended before position ${to}`);
}
