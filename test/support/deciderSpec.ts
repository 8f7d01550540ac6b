import { expect } from 'vitest';
import type { Decider } from '../../domain/decider.js';

/** given(events).when(command).thenRecorded(events), for any decider. */
export const deciderSpec =
  <S, C, E, R extends string>(decider: Decider<S, C, E, R>) =>
  (...history: E[]) => ({
    when: (command: C) => {
      const decision = decider.decide(command, history.reduce(decider.evolve, decider.initialState));
      return {
        thenRecorded: (...events: E[]) => expect(decision).toEqual({ accepted: true, events }),
        thenNothing: () => expect(decision).toEqual({ accepted: true, events: [] }),
        thenRejected: (rejection: R) => expect(decision).toEqual({ accepted: false, rejection }),
      };
    },
  });
