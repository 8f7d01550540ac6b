import { LRUCache } from 'lru-cache';
import type { EventCodec } from './events/eventCodec.js';
import type { AnyRecordedEvent } from './events/recordedEvent.js';
import type { Clock } from './ports/clock.js';
import type { EventStore } from './ports/eventStore.js';

/** What is asked of a stream beside its aggregate's own state. */
export type StreamFold<State> = Readonly<{
  /** Names the fold among others of the same stream. */
  name: string;
  initial: State;
  evolve: (state: State, event: AnyRecordedEvent) => State;
}>;

/** A moment in the log: a position of it, or an instant by the clock of the product. */
export type Moment = Readonly<{ position: bigint }> | Readonly<{ instant: Date }>;

export type StreamFolds = Readonly<{
  /** Whether a moment has come: nobody can say what will have been so. */
  hasCome: (moment: Moment) => Promise<boolean>;
  /** The fold of everything the log holds now. */
  now: <State>(stream: string, fold: StreamFold<State>) => Promise<State>;
  /** The fold of what the log held at a moment. */
  asOf: <State>(stream: string, fold: StreamFold<State>, moment: Moment) => Promise<State>;
}>;

type Folded = Readonly<{ state: unknown; next: bigint }>;

/** Whether an event came after a moment. */
export const isPast = ({ position, metadata }: AnyRecordedEvent, moment: Moment): boolean =>
  'position' in moment ? position > moment.position : Date.parse(metadata.occurredAt) > moment.instant.getTime();

/**
 * Answers questions about single streams from the log itself, so never behind a command that was answered.
 * @param kept how many folded streams are remembered; a repeated question reads on from there
 */
export function createStreamFolds(
  eventStore: Pick<EventStore, 'readStream' | 'head'>,
  codec: Pick<EventCodec, 'decode'>,
  clock: Clock,
  kept = 20_000,
): StreamFolds {
  const remembered = new LRUCache<string, Folded>({ max: kept });
  return {
    hasCome: async (moment) =>
      'position' in moment ? moment.position <= (await eventStore.head()) : moment.instant <= clock.now(),

    async now<State>(stream: string, fold: StreamFold<State>) {
      const key = `${fold.name} ${stream}`;
      const known = remembered.get(key);
      let state = known ? (known.state as State) : fold.initial;
      let next = known?.next ?? 0n;
      for await (const stored of eventStore.readStream(stream, next)) {
        state = fold.evolve(state, await codec.decode(stored));
        next = stored.revision + 1n;
      }
      remembered.set(key, { state, next });
      return state;
    },

    async asOf(stream, fold, moment) {
      let state = fold.initial;
      for await (const stored of eventStore.readStream(stream)) {
        const event = await codec.decode(stored);
        if (isPast(event, moment)) break;
        state = fold.evolve(state, event);
      }
      return state;
    },
  };
}
