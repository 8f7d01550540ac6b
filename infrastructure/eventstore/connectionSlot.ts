import { StoreConnection } from './storeConnection.js';

/** Holds the connection in use and takes a new one when that one is suspect. */
export class ConnectionSlot {
  readonly #connectionString: string;
  #current: StoreConnection | undefined;
  #closed = false;

  constructor(connectionString: string) {
    this.#connectionString = connectionString;
  }

  current(): StoreConnection {
    if (this.#closed) throw new Error('The event store connection is closed');
    this.#current ??= new StoreConnection(this.#connectionString);
    return this.#current;
  }

  /** Discards the connection; the next use gets a new one. Does nothing when it was replaced already. */
  replace(suspect: StoreConnection): void {
    if (this.#current !== suspect) return;
    this.#current = undefined;
    suspect.discard();
  }

  close(): void {
    this.#closed = true;
    if (this.#current) this.replace(this.#current);
  }
}
