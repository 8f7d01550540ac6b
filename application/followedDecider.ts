import type { Decider } from '../domain/decider.js';
import type { AnyEvent } from './events/recordedEvent.js';
import type { FollowedCategory } from './followedEvents.js';
import type { FollowedState, FollowedStates } from './followedStates.js';

/** The states that a decider decides on, followed without their personal data; once a category. */
export const followedDecider = <State, C, E extends AnyEvent, R extends string>(
  followed: FollowedStates,
  category: FollowedCategory,
  { initialState, evolve }: Decider<State, C, E, R>,
): FollowedState<State> =>
  followed.of<State>({
    category,
    initial: initialState,
    evolve: (state, events) => events.reduce((before, event) => evolve(before, event as unknown as E), state),
  });
