type InHand = { readonly position: bigint; done: boolean };

/** Work in lanes: side by side, but one after the other within a lane. Knows up to where everything is done. */
export class Lanes {
  readonly #most: number;
  readonly #tails = new Map<string, Promise<void>>();
  /** In the order it was taken in hand, so by position; what is done at the front leaves. */
  readonly #inHand: InHand[] = [];
  #taken: bigint | undefined;
  #failure: unknown;

  /** @param most how much may be in hand at once */
  constructor(start: bigint | undefined, most: number) {
    this.#taken = start;
    this.#most = most;
  }

  /** Everything up to here is done. */
  get done(): bigint | undefined {
    const [first] = this.#inHand;
    return first ? first.position - 1n : this.#taken;
  }

  /** Takes work in hand, in ascending positions; waits for room. @throws what earlier work threw */
  async take(lane: string, position: bigint, work: () => Promise<void>): Promise<void> {
    while (this.#inHand.length >= this.#most && !this.#failure) await Promise.race(this.#tails.values());
    this.check();
    const item = { position, done: false };
    this.#inHand.push(item);
    this.#taken = position;
    const tail = (this.#tails.get(lane) ?? Promise.resolve())
      .then(() => (this.#failure ? undefined : work()))
      .then(() => {
        item.done = !this.#failure;
      })
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => {
        if (this.#tails.get(lane) === tail) this.#tails.delete(lane);
        while (this.#inHand[0]?.done) this.#inHand.shift();
      });
    this.#tails.set(lane, tail);
  }

  /** Nothing more is to come up to this position. */
  passed(position: bigint): void {
    this.#taken = position;
  }

  /** Resolves when nothing is in hand. @throws what work threw */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values());
    this.check();
  }

  /** @throws what work threw, if any has */
  check(): void {
    if (this.#failure) throw this.#failure;
  }
}
