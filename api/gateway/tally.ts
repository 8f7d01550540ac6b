/** Counts what is open under each key and refuses more than allowed. */
export class Tally {
  readonly #open = new Map<string, number>();

  constructor(readonly limit: number) {}

  /** False, and nothing counted, when the key has reached its limit. */
  enter(key: string): boolean {
    const open = this.#open.get(key) ?? 0;
    if (open >= this.limit) return false;
    this.#open.set(key, open + 1);
    return true;
  }

  leave(key: string): void {
    const open = (this.#open.get(key) ?? 0) - 1;
    if (open > 0) this.#open.set(key, open);
    else this.#open.delete(key);
  }
}
