import type { Command } from '../../command.js';
import type { SubjectsErased } from './erasedSubjects.events.js';

export type EraseSubjects = Command<'EraseSubjects', SubjectsErased['data']>;
