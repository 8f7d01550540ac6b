import { BatchAppendStream } from './batchAppendStream.js';
import type { ConnectionSlot } from './connectionSlot.js';
import type { StoreConnection } from './storeConnection.js';
import { within } from './within.js';

/** Holds the open append stream, and takes a new connection with a new stream after it ended or stopped answering. */
export class AppendStreams {
  readonly #slot: ConnectionSlot;
  readonly #patienceMs: number;
  #connection: StoreConnection | undefined;
  #stream: Promise<BatchAppendStream> | undefined;

  /** @param patienceMs a stream that said nothing for so long while it was waited for is given up */
  constructor(slot: ConnectionSlot, patienceMs: number) {
    this.#slot = slot;
    this.#patienceMs = patienceMs;
  }

  /** The stream to send on. @throws Error when the server cannot be reached in so many milliseconds */
  async current(timeoutMs: number): Promise<BatchAppendStream> {
    const connection = this.#slot.current();
    if (this.#connection !== connection || !this.#stream) {
      this.#connection = connection;
      this.#stream = this.#open(connection, timeoutMs);
    }
    return this.#stream;
  }

  async #open(connection: StoreConnection, timeoutMs: number): Promise<BatchAppendStream> {
    const onBroken = () => this.#slot.replace(connection);
    const unreachable = () => new Error(`The event store did not answer for ${Math.round(timeoutMs)} ms`);
    try {
      const call = await within(connection.openBatchAppend(), timeoutMs, unreachable);
      return new BatchAppendStream(call, { patienceMs: this.#patienceMs, onBroken });
    } catch (error) {
      onBroken();
      throw error;
    }
  }
}
