import { type EventCodec, PoisonEvent } from '../../application/events/eventCodec.js';
import type { AnyRecordedEvent } from '../../application/events/recordedEvent.js';
import type { StoredEvent } from '../../application/ports/eventStore.js';

type Decode = EventCodec['decode'];

/** An event of the shared feed, decoded once for all who ask. */
export class FeedEntry {
  readonly stored: StoredEvent;
  readonly #decode: Decode;
  #decoded: AnyRecordedEvent | Promise<AnyRecordedEvent> | PoisonEvent | undefined;

  constructor(stored: StoredEvent, decode: Decode) {
    this.stored = stored;
    this.#decode = decode;
  }

  /**
   * The event, at once when nothing in it is encrypted.
   * @throws PoisonEvent each time, when the event cannot be understood; any other error (such as keys that cannot
   * be asked for) is thrown once, and the next call tries again
   */
  decode(): AnyRecordedEvent | Promise<AnyRecordedEvent> {
    this.#decoded ??= this.#firstDecode();
    if (this.#decoded instanceof PoisonEvent) throw this.#decoded;
    return this.#decoded;
  }

  #firstDecode(): AnyRecordedEvent | Promise<AnyRecordedEvent> | PoisonEvent {
    let decoded: AnyRecordedEvent | Promise<AnyRecordedEvent>;
    try {
      decoded = this.#decode(this.stored);
    } catch (error) {
      if (error instanceof PoisonEvent) return error;
      throw error;
    }
    if (!(decoded instanceof Promise)) return decoded;
    return decoded.then(
      (event) => {
        this.#decoded = event;
        return event;
      },
      (error: unknown) => {
        this.#decoded = error instanceof PoisonEvent ? error : undefined;
        throw error;
      },
    );
  }
}

/** Roughly what an event weighs in memory, so that big ones count for more in a bounded buffer. */
export const weightOf = ({ data, metadata }: StoredEvent): number => 200 + weigh(data) + weigh(metadata);

function weigh(value: unknown): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let weight = 16;
  for (const key in value) weight += 16 + weigh((value as Record<string, unknown>)[key]);
  return weight;
}
