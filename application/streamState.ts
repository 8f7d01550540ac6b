import { PoisonEvent } from './events/eventCodec.js';
import type { AnyEvent, Recorded } from './events/recordedEvent.js';
import type { StoredEvent } from './ports/eventStore.js';

type CommandOutcome = Readonly<{ revision: bigint; position: bigint }>;

/** The folded state of one stream, where it stands, and which commands made it. */
export type StreamState<State> = Readonly<{
  folded: State;
  /** -1 when the stream has no event. */
  revision: bigint;
  position: bigint;
  commands: RecentCommands;
}>;

/** Commands of a stream remembered to recognise a repetition; older ones are known by the event ids in the log. */
const REMEMBERED_COMMANDS = 1_000;

class RecentCommands {
  readonly #outcomes = new Map<string, CommandOutcome>();

  get(commandId: string): CommandOutcome | undefined {
    return this.#outcomes.get(commandId);
  }

  set(commandId: string, outcome: CommandOutcome): this {
    this.#outcomes.set(commandId, outcome);
    const oldest = this.#outcomes.keys().next();
    if (this.#outcomes.size > REMEMBERED_COMMANDS && !oldest.done) this.#outcomes.delete(oldest.value);
    return this;
  }
}

export const unread = <State>(initialState: State): StreamState<State> => ({
  folded: initialState,
  revision: -1n,
  position: 0n,
  commands: new RecentCommands(),
});

/** @throws PoisonEvent when the stream's revisions are not consecutive: state must never be folded over a hole */
export function foldEvent<State, E extends AnyEvent>(
  state: StreamState<State>,
  evolve: (state: State, event: E) => State,
  event: Recorded<E>,
  stored: StoredEvent,
): StreamState<State> {
  const { revision, position } = stored;
  if (revision !== state.revision + 1n) throw new PoisonEvent(stored, `revision ${state.revision + 1n} was expected`);
  const commands = state.commands.set(event.metadata.commandId, { revision, position });
  return { folded: evolve(state.folded, event), revision, position, commands };
}
