/** Statements that may have a name at once: each holds its plan in every connection that has run it. */
const MOST_NAMES = 300;

/** Names for statements that are asked again and again: PostgreSQL reads and plans each once a connection, not once a call. */
export class StatementNames {
  readonly #names = new Map<string, string>();
  #edition = 0;

  /** The name of a statement; undefined for one too many, which then goes without. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MOST_NAMES) return known;
    const name = `objecta_${this.#edition}_${this.#names.size}`;
    this.#names.set(text, name);
    return name;
  }

  /** Gives every statement a new name, so that none runs as it was prepared before. */
  renew(): void {
    this.#edition += 1;
    this.#names.clear();
  }
}
