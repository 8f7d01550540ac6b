import { type Block, type BlockBounds, BlockBuilder } from './clickhouseBlock.js';
import type { ClickhouseProjector } from './clickhouseProjector.js';
import type { SharedBatch } from './feedRing.js';
import type { SharedFeed } from './sharedFeed.js';

export const BLOCK_BOUNDS: BlockBounds = { maxRows: 10_000, maxLength: 8_000_000, everyMs: 150 };

/** While the feed is behind, a block waits this long for more. */
const BEHIND_MS = 1_000;

/**
 * Cuts the feed into blocks: large ones while behind, at the head of the log whatever came within a moment.
 * While one is being written, the next is made. A block may have no rows; then it only moves the checkpoint.
 * What precedes an event that cannot be understood is handed over first.
 * @throws ProjectionFailed, and what the feed throws
 */
export async function* blocksOf(
  feed: Pick<SharedFeed, 'join'>,
  projector: ClickhouseProjector,
  after: bigint,
  bounds: BlockBounds,
  signal: AbortSignal,
): AsyncGenerator<Block> {
  const left = new AbortController();
  const batches = feed.join({ after, signal: AbortSignal.any([signal, left.signal]) });
  const blocks = cut(batches[Symbol.asyncIterator](), projector, after, bounds);
  try {
    let next = ahead(blocks);
    for (let block = await next; !block.done; block = await next) {
      next = ahead(blocks);
      yield block.value;
    }
  } finally {
    left.abort();
    await blocks.return(undefined);
  }
}

async function* cut(
  batches: AsyncIterator<SharedBatch>,
  projector: ClickhouseProjector,
  after: bigint,
  bounds: BlockBounds,
): AsyncGenerator<Block> {
  let position = after;
  let closedAt = Number.NEGATIVE_INFINITY;
  let next = ahead(batches);
  let rest: SharedBatch | undefined;
  try {
    for (;;) {
      const builder = new BlockBuilder(projector, position);
      let failure: Readonly<{ error: unknown }> | undefined;
      let batch: SharedBatch | undefined = rest ?? batchOf(await next);
      if (!batch) return;
      rest = undefined;
      while (batch) {
        failure = await attempted(builder.addUntilFull(batch, bounds));
        if (failure) break;
        if (builder.position < batch.position) {
          rest = batch;
          break;
        }
        next = ahead(batches);
        if (builder.full(bounds)) break;
        const patience: number = batch.live ? closedAt + bounds.everyMs - performance.now() : BEHIND_MS;
        batch = batchOf(await within(patience, next));
      }
      closedAt = performance.now();
      if (builder.position > position) yield builder.block();
      if (failure) throw failure.error;
      position = builder.position;
    }
  } finally {
    await batches.return?.();
  }
}

const batchOf = (result: IteratorResult<SharedBatch> | undefined): SharedBatch | undefined =>
  result?.done === false ? result.value : undefined;

const attempted = (work: Promise<void>): Promise<Readonly<{ error: unknown }> | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );

/** Asks for the next one while this one is at work; an error keeps until it is awaited. */
function ahead<T>(source: AsyncIterator<T>): Promise<IteratorResult<T>> {
  const next = source.next();
  next.catch(() => undefined);
  return next;
}

/** What was promised, or undefined when it takes longer. */
async function within<T>(ms: number, promised: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, Math.max(0, ms), undefined);
  });
  try {
    return await Promise.race([promised, late]);
  } finally {
    clearTimeout(timer);
  }
}
