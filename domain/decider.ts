/** What a decider answers: the events to record, possibly none, or the reason for its refusal. */
export type Decision<E, R> =
  | Readonly<{ accepted: true; events: readonly E[] }>
  | Readonly<{ accepted: false; rejection: R }>;

export const accept = <E>(...events: E[]): Decision<E, never> => ({ accepted: true, events });

export const reject = <const R extends string>(rejection: R): Decision<never, R> => ({ accepted: false, rejection });

/** The pure logic of one aggregate. Time, ids and outside facts arrive in the command. */
export type Decider<State, Command, Event, Rejection extends string> = Readonly<{
  initialState: State;
  evolve: (state: State, event: Event) => State;
  decide: (command: Command, state: State) => Decision<Event, Rejection>;
}>;
