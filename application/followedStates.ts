import { LRUCache } from 'lru-cache';
import type { EventCodec } from './events/eventCodec.js';
import type { AnyRecordedEvent } from './events/recordedEvent.js';
import type { FollowedCategory } from './followedEvents.js';
import type { EventStore } from './ports/eventStore.js';

/** What is asked of every stream of a category, from events without their personal data. */
export type FollowedFold<State> = Readonly<{
  category: FollowedCategory;
  initial: State;
  /** Pure; takes many events at once, so that it can copy once. */
  evolve: (state: State, events: readonly AnyRecordedEvent[]) => State;
}>;

/** The folded states of one category. */
export type FollowedState<State> = Readonly<{
  /**
   * The state as every command answered in this process made it, and as other processes made it up to the feed's lag.
   * At once, without a promise, when nothing has changed since it was last asked.
   */
  current: (stream: string) => State | Promise<State>;
}>;

export type FollowedStates = Readonly<{
  of: <State>(fold: FollowedFold<State>) => FollowedState<State>;
  /** To be called once an event of the stream may have been recorded, before whoever recorded it is told. */
  markStale: (stream: string) => void;
  /** Tells of every stream that is marked stale, asked for or not, until the returned function is called. */
  onStale: (listener: (stream: string) => void) => () => void;
}>;

type Options = Readonly<{
  eventStore: Pick<EventStore, 'readStream'>;
  codec: Pick<EventCodec, 'outline'>;
  /** Whether other processes' events mark streams stale at this moment; while they do not, each question reads on. */
  isFollowing: () => boolean;
  /** How many states of each category are kept; the least recently used go first. */
  kept?: number;
}>;

type Entry<State> = {
  state: State;
  next: bigint;
  /** Times it was marked stale; the state is fresh when it was read after the last time. */
  marks: number;
  freshAt: number;
  reading: Readonly<{ marks: number; state: Promise<State> }> | undefined;
  waiting: Promise<State> | undefined;
};

const CHUNK = 1_000;

/**
 * Keeps folds of streams in memory and reads on only when something was recorded: for what every request asks.
 */
export function createFollowedStates({ eventStore, codec, isFollowing, kept = 20_000 }: Options): FollowedStates {
  const categories = new Map<string, (stream: string) => void>();
  const listeners = new Set<(stream: string) => void>();

  function of<State>({ category, initial, evolve }: FollowedFold<State>): FollowedState<State> {
    const entries = new LRUCache<string, Entry<State>>({ max: kept });

    async function readOn(stream: string, entry: Entry<State>): Promise<State> {
      const { marks } = entry;
      let events: AnyRecordedEvent[] = [];
      const take = () => {
        const last = events.at(-1);
        if (!last) return;
        entry.state = evolve(entry.state, events);
        entry.next = last.revision + 1n;
        events = [];
      };
      for await (const stored of eventStore.readStream(stream, entry.next)) {
        if (events.push(codec.outline(stored)) >= CHUNK) take();
      }
      take();
      entry.freshAt = marks;
      return entry.state;
    }

    function begin(stream: string, entry: Entry<State>): Promise<State> {
      const state = readOn(stream, entry).finally(() => {
        entry.reading = undefined;
      });
      entry.reading = { marks: entry.marks, state };
      return state;
    }

    /** A read under way serves who came before it began, or when it is known that nothing was recorded since. */
    function read(stream: string, entry: Entry<State>): Promise<State> {
      const { reading } = entry;
      if (!reading) return begin(stream, entry);
      if (reading.marks === entry.marks && isFollowing()) return reading.state;
      entry.waiting ??= reading.state
        .catch(() => undefined)
        .then(() => {
          entry.waiting = undefined;
          return begin(stream, entry);
        });
      return entry.waiting;
    }

    categories.set(category, (stream) => {
      const entry = entries.peek(stream);
      if (entry) entry.marks += 1;
    });

    return {
      current(stream) {
        let entry = entries.get(stream);
        if (entry && entry.freshAt === entry.marks && isFollowing()) return entry.state;
        if (!entry) {
          entry = { state: initial, next: 0n, marks: 0, freshAt: -1, reading: undefined, waiting: undefined };
          entries.set(stream, entry);
        }
        return read(stream, entry);
      },
    };
  }

  return {
    of,
    markStale(stream) {
      categories.get(stream.slice(0, Math.max(0, stream.indexOf('-'))))?.(stream);
      for (const listener of listeners) listener(stream);
    },
    onStale(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
