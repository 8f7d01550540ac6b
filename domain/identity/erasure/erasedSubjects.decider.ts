import { accept, type Decider } from '../../decider.js';
import type { EraseSubjects } from './erasedSubjects.commands.js';
import type { ErasedSubjectsEvent } from './erasedSubjects.events.js';

/** The deletion list: whose keys must not exist any more. */
export type ErasedSubjects = ReadonlySet<string>;

/** A subject comes onto the list once and never leaves it. */
export const erasedSubjectsDecider: Decider<ErasedSubjects, EraseSubjects, ErasedSubjectsEvent, never> = {
  initialState: new Set(),
  evolve: (state, { data }) => new Set([...state, ...data.subjects]),
  decide({ data: { userId, subjects } }, state) {
    const added = [...new Set(subjects)].filter((subject) => !state.has(subject));
    return added.length === 0 ? accept() : accept({ type: 'SubjectsErased', data: { userId, subjects: added } });
  },
};
