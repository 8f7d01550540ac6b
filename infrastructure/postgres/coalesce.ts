type Waiting<Item, Result> = Readonly<{
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}>;

export type CoalesceOptions<Item, Result> = Readonly<{
  /** Handles many at once; answers in the same order. When it fails, all of them have. */
  run: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Two items of the same identity are never in one run. */
  identity: (item: Item) => string;
  maxItems: number;
  /** Runs at once; while they last, items gather for the next. */
  maxRuns: number;
}>;

/**
 * Puts calls that come at the same time into one statement: the busier it is, the more share a round trip, and a
 * lone call waits for nobody.
 */
export function coalesce<Item, Result>(options: CoalesceOptions<Item, Result>): (item: Item) => Promise<Result> {
  const { run, identity, maxItems, maxRuns } = options;
  let waiting: Waiting<Item, Result>[] = [];
  let runs = 0;
  let scheduled = false;

  function takeBatch(): Waiting<Item, Result>[] {
    const batch = new Map<string, Waiting<Item, Result>>();
    const left: Waiting<Item, Result>[] = [];
    for (const each of waiting) {
      const id = identity(each.item);
      if (batch.size < maxItems && !batch.has(id)) batch.set(id, each);
      else left.push(each);
    }
    waiting = left;
    return [...batch.values()];
  }

  async function runBatch(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error(`${results.length} results for ${batch.length} items`);
      for (const [at, result] of results.entries()) batch[at]?.resolve(result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      runs -= 1;
      schedule();
    }
  }

  function flush(): void {
    scheduled = false;
    while (waiting.length > 0 && runs < maxRuns) {
      runs += 1;
      void runBatch(takeBatch());
    }
  }

  function schedule(): void {
    if (scheduled || waiting.length === 0 || runs >= maxRuns) return;
    scheduled = true;
    // After the sockets of this turn have been read, so that their requests share the run.
    setImmediate(flush);
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    });
}
