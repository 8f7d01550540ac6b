// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

/**
 * The keys of these subjects are deleted from then on, whatever an older key table says: the list is applied at every start.
 * `userId` is the person for whose sake.
 */
export type SubjectsErased = Event<'SubjectsErased', { userId: string; subjects: string[] }>;
export type ErasedSubjectsEvent = SubjectsErased;
