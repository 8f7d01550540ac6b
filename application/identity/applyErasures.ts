import { erasedSubjectsDecider } from '../../domain/identity/erasure/erasedSubjects.decider.js';
import { ERASED_SUBJECTS_STREAM } from '../../domain/identity/streams.js';
import type { CurrentState } from '../handleCommand.js';
import type { PersonalData } from '../ports/personalData.js';

/**
 * Deletes every key of the deletion list once more: a key table restored from before an erasure must not bring a person back.
 * Returns how many stand on the list.
 */
export async function applyErasures(
  currentState: CurrentState,
  personalData: Pick<PersonalData, 'erase'>,
): Promise<number> {
  const subjects = await currentState(ERASED_SUBJECTS_STREAM, erasedSubjectsDecider);
  for (const subject of subjects) await personalData.erase(subject);
  return subjects.size;
}
