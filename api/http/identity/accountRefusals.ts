import type { DecidingEvents } from '../../../application/identity/decidingEvents.js';
import { decidedBy } from '../decidedBy.js';
import { type Refusal, type RefusalOptions, refused } from '../problem.js';

/** What people are forbidden for not having proven who they are, with the event that decided it. */
export type AccountRefusals = Readonly<{
  /** Another password has been set. */
  passwordWrong: (userId: string) => Promise<Refusal<'PASSWORD_WRONG'>>;
  /** The session began too long ago to be proof by itself. */
  proofRequired: (sessionId: string, options?: RefusalOptions) => Promise<Refusal<'PROOF_REQUIRED'>>;
}>;

export const accountRefusals = ({ passwordSet, sessionStarted }: DecidingEvents): AccountRefusals => ({
  passwordWrong: async (userId) => {
    const prohibition = { rule: 'onlyThePresentPasswordProves', decidedBy: await passwordSet(userId) };
    return refused('PASSWORD_WRONG', { members: decidedBy(prohibition) });
  },
  proofRequired: async (sessionId, options = {}) => {
    const prohibition = { rule: 'provenWithinTenMinutes', decidedBy: await sessionStarted(sessionId) };
    return refused('PROOF_REQUIRED', { ...options, members: decidedBy(prohibition) });
  },
});
