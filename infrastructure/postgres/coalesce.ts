type Waiting<Item, Result> = Readonly<{
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}>;

/** Decides when a run begins whose first item has come: calls `begin` once, and may look how many wait. */
export type Gathering = (waiting: () => number, begin: () => void) => void;

/** As soon as a turn of the event loop brings no more, at the latest after so many milliseconds: for who waits for the result. */
export const whileMoreCome =
  (latestMs: number): Gathering =>
  (waiting, begin) => {
    const latest = performance.now() + latestMs;
    const look = (before: number): void => {
      const now = waiting();
      if (now > before && performance.now() < latest) setImmediate(look, now);
      else begin();
    };
    setImmediate(look, 0);
  };

/** After so many milliseconds: for what nobody waits for. */
export const after =
  (milliseconds: number): Gathering =>
  (_, begin) =>
    void setTimeout(begin, milliseconds);

export type CoalesceOptions<Item, Result> = Readonly<{
  /** Handles many at once; answers in the same order. When it fails, all of them have. */
  run: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Two items of the same identity are never in one run. */
  identity: (item: Item) => string;
  maxItems: number;
  /** Runs at once; while they last, items gather for the next. */
  maxRuns: number;
  gathering: Gathering;
}>;

/**
 * Puts calls that come at the same time into one statement: the busier it is, the more share a round trip, which costs
 * ten times what one of them does.
 */
export function coalesce<Item, Result>(options: CoalesceOptions<Item, Result>): (item: Item) => Promise<Result> {
  const { run, identity, maxItems, maxRuns, gathering } = options;
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
    if (waiting.length >= maxItems) setImmediate(flush);
    else gathering(() => waiting.length, flush);
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      schedule();
    });
}
