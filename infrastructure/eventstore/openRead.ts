import type { StoredEvent } from '../../application/ports/eventStore.js';
import type { ReadResponse } from './readResponses.js';
import type { ReadCall } from './storeConnection.js';

/** The server sent what its protocol rules out. */
export class ProtocolViolation extends Error {
  override readonly name = 'ProtocolViolation';
}

export type OpenReadOptions = Readonly<{
  /** Events at or below are dropped. */
  after: bigint | undefined;
  matches?: (event: StoredEvent) => boolean;
  /** So many decoded events make the call pause until they are taken. */
  maxBuffered: number;
}>;

/** Decoded events wait here in at most so many encoded bytes (approximately: the last one may go beyond). */
const MAX_BUFFERED_BYTES = 32 * 1024 * 1024;

/** One read or feed call: collects what arrives while nobody looks, within bounds, and hands it over all at once. */
export class OpenRead {
  readonly #call: ReadCall;
  readonly #options: OpenReadOptions;
  #events: StoredEvent[] = [];
  #bytes = 0;
  #received: bigint | undefined;
  #position: bigint | undefined;
  #caughtUp = false;
  #ended = false;
  #failure: Error | undefined;
  #news = false;
  #wake: (() => void) | undefined;

  constructor(call: ReadCall, options: OpenReadOptions) {
    this.#call = call;
    this.#options = options;
    this.#position = options.after;
    call.on('data', (response: ReadResponse) => this.#onResponse(response));
    call.on('end', () => this.#end());
    call.on('error', (error: Error) => this.#end(error));
  }

  /** Waits for anything that was not taken yet; false when nothing came for so many milliseconds. */
  async news(silenceMs: number): Promise<boolean> {
    if (this.#news) return true;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, silenceMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
    return this.#news;
  }

  get hasNews(): boolean {
    return this.#news;
  }

  /** Everything that has arrived, in order, and how far the log has thereby been seen. */
  take() {
    const events = this.#events;
    const full = this.#full;
    this.#events = [];
    this.#bytes = 0;
    this.#news = this.#ended;
    if (full && !this.#ended) this.#call.resume();
    return { events, position: this.#position, live: this.#caughtUp && !full, ended: this.#ended };
  }

  /** What ended the call; undefined after a normal end. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  close(): void {
    this.#end();
    this.#call.cancel();
  }

  get #full(): boolean {
    return this.#events.length >= this.#options.maxBuffered || this.#bytes >= MAX_BUFFERED_BYTES;
  }

  #onResponse(response: ReadResponse): void {
    if (this.#ended) return;
    if (response.kind === 'event') {
      this.#bytes += response.bytes;
      this.#onEvent(response.event);
    } else if (response.kind === 'checkpoint') {
      this.#seen(response.position);
    } else if (response.kind === 'other') {
      return;
    } else {
      this.#caughtUp = response.kind === 'caughtUp';
    }
    this.#tell();
  }

  #onEvent(event: StoredEvent): void {
    const { after, matches } = this.#options;
    if (this.#received !== undefined && event.position <= this.#received) {
      this.#end(new ProtocolViolation(`Position ${event.position} came after ${this.#received}`));
      this.#call.cancel();
      return;
    }
    this.#received = event.position;
    this.#seen(event.position);
    if (after !== undefined && event.position <= after) return;
    if (matches && !matches(event)) return;
    this.#events.push(event);
    if (this.#full) this.#call.pause();
  }

  #seen(position: bigint): void {
    if (this.#position === undefined || position > this.#position) this.#position = position;
  }

  #end(failure?: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = failure;
    this.#tell();
  }

  #tell(): void {
    this.#news = true;
    this.#wake?.();
  }
}
