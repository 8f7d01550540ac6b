import { LRUCache } from 'lru-cache';
import type { Command } from '../domain/command.js';
import type { Decider } from '../domain/decider.js';
import type { CommandContext } from './commandContext.js';
import { eventIdOf } from './derivedIds.js';
import type { EventCodec } from './events/eventCodec.js';
import type { AnyEvent, Recorded } from './events/recordedEvent.js';
import { inTurn } from './inTurn.js';
import type { EventStore } from './ports/eventStore.js';
import { foldEvent, type StreamState, unread } from './streamState.js';

export type Handled<R> =
  | Readonly<{
      accepted: true;
      /** Of the stream's last event, after this command. */
      revision: bigint;
      /** Of the last event this command recorded, or of the stream's last one when there was nothing to record. */
      position: bigint;
      /** True when this command had been recorded before. */
      replayed: boolean;
    }>
  | Readonly<{ accepted: false; rejection: R | 'REVISION_MISMATCH' | 'STREAM_BUSY' }>;

export type HandleOptions = Readonly<{
  /** The caller's `If-Match`: refuses with REVISION_MISMATCH when the stream is elsewhere. */
  expectedRevision?: bigint;
  /** The stream most likely does not exist yet: append without reading it first. */
  likelyNew?: boolean;
}>;

export type HandleCommand = <State, C extends Command<string, unknown>, E extends AnyEvent, R extends string>(
  stream: string,
  decider: Decider<State, C, E, R>,
  command: C,
  context: CommandContext,
  options?: HandleOptions,
) => Promise<Handled<R>>;

/** An aggregate's state as the log holds it now. */
export type CurrentState = <State, C, E extends AnyEvent, R extends string>(
  stream: string,
  decider: Decider<State, C, E, R>,
) => Promise<State>;

/** The same with the revision it is of, -1 where the stream has no event: what `If-Match` compares with. */
export type CurrentStream = <State, C, E extends AnyEvent, R extends string>(
  stream: string,
  decider: Decider<State, C, E, R>,
) => Promise<Readonly<{ state: State; revision: bigint }>>;

export type CommandHandling = Readonly<{
  handleCommand: HandleCommand;
  currentState: CurrentState;
  currentStream: CurrentStream;
}>;

/** Attempts at one command before its stream counts as busy: each lost one means that another command was recorded. */
const MAX_ATTEMPTS = 6;

export type CommandHandlingOptions = Readonly<{
  /** How many streams' folded states are kept (least recently used go first). Default 20,000. */
  cachedStreams?: number;
  /** Told once an append may have been recorded, before whoever asked for it. */
  onAppended?: (stream: string) => void;
}>;

/**
 * Makes the one function that appends, and the one that asks an aggregate for its state: state from the cache or the stream, decide, append at the revision read;
 * on a conflict read on and decide again. Commands of one stream run one after the other in this process.
 */
export function createCommandHandling(
  eventStore: EventStore,
  codec: Pick<EventCodec, 'encode' | 'decode'>,
  { cachedStreams = 20_000, onAppended }: CommandHandlingOptions = {},
): CommandHandling {
  const cache = new LRUCache<string, StreamState<unknown>>({ max: cachedStreams });
  const turns = inTurn();

  async function readOn<State, E extends AnyEvent>(
    stream: string,
    evolve: (state: State, event: E) => State,
    known: StreamState<State>,
  ) {
    let state = known;
    for await (const stored of eventStore.readStream(stream, known.revision + 1n)) {
      const event = (await codec.decode(stored)) as unknown as Recorded<E>;
      state = foldEvent(state, evolve, event, stored);
    }
    cache.set(stream, state);
    return state;
  }

  const handle: HandleCommand = async (stream, decider, command, context, options = {}) => {
    const nothingRead = unread(decider.initialState);
    const cached = cache.get(stream) as typeof nothingRead | undefined;
    const assumed = cached ?? (options.likelyNew ? nothingRead : undefined);
    let state = assumed ?? (await readOn(stream, decider.evolve, nothingRead));
    let current = assumed === undefined;

    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const answer = decideOn(state, decider, command, context, options);
      if ('outcome' in answer) {
        // What appends nothing is not checked by the store: it must be decided on what the log holds now.
        if (current || answer.outcome === 'replayed') return answer.handled;
        state = await readOn(stream, decider.evolve, state);
        current = true;
        continue;
      }
      const encoded = await encodeAll(codec, stream, answer.events, command, context);
      cache.delete(stream);
      const expected = state.revision < 0n ? 'noStream' : state.revision;
      const result = await eventStore.append(stream, encoded, expected).finally(() => onAppended?.(stream));
      if (result.outcome === 'appended') {
        const { revision, position } = result;
        const folded = answer.events.reduce(decider.evolve, state.folded);
        const commands = state.commands.set(context.commandId, { revision, position });
        cache.set(stream, { folded, revision, position, commands });
        return { accepted: true, revision, position, replayed: false };
      }
      state = await readOn(stream, decider.evolve, state);
      current = true;
    }
    return { accepted: false, rejection: 'STREAM_BUSY' };
  };

  const handleCommand: HandleCommand = (stream, decider, command, context, options) =>
    turns(stream, () => handle(stream, decider, command, context, options));

  const currentStream: CurrentStream = async (stream, decider) => {
    const nothingRead = unread(decider.initialState);
    const known = (cache.get(stream) as typeof nothingRead | undefined) ?? nothingRead;
    const { folded: state, revision } = await readOn(stream, decider.evolve, known);
    return { state, revision };
  };
  const currentState: CurrentState = async (stream, decider) => (await currentStream(stream, decider)).state;

  return { handleCommand, currentState, currentStream };
}

type Answer<E, R> =
  | Readonly<{ outcome: 'replayed' | 'nothingToAppend'; handled: Handled<R> }>
  | Readonly<{ events: readonly E[] }>;

function decideOn<State, C extends Command<string, unknown>, E, R extends string>(
  state: StreamState<State>,
  decider: Decider<State, C, E, R>,
  command: C,
  context: CommandContext,
  options: HandleOptions,
): Answer<E, R> {
  const before = state.commands.get(context.commandId);
  if (before) return { outcome: 'replayed', handled: { accepted: true, ...before, replayed: true } };
  if (options.expectedRevision !== undefined && options.expectedRevision !== state.revision) {
    return { outcome: 'nothingToAppend', handled: { accepted: false, rejection: 'REVISION_MISMATCH' } };
  }
  const decision = decider.decide(command, state.folded);
  if (!decision.accepted) return { outcome: 'nothingToAppend', handled: decision };
  if (decision.events.length > 0) return { events: decision.events };
  const { revision, position } = state;
  return { outcome: 'nothingToAppend', handled: { accepted: true, revision, position, replayed: false } };
}

function encodeAll(
  codec: Pick<EventCodec, 'encode'>,
  stream: string,
  events: readonly AnyEvent[],
  command: Command<string, unknown>,
  context: CommandContext,
) {
  const metadata = {
    commandId: context.commandId,
    $correlationId: context.correlationId,
    $causationId: context.causationId,
    organizationId: context.organizationId,
    actor: context.actor,
    occurredAt: command.now.toISOString(),
    ...(context.reason === undefined ? {} : { reason: context.reason }),
  };
  return Promise.all(
    events.map((event, index) => codec.encode(event, eventIdOf(context.commandId, stream, index), metadata)),
  );
}
