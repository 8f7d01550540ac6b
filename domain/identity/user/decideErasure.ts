import { accept, type Decision, reject } from '../../decider.js';
import { instantAfter } from '../../instant.js';
import { decideSecondFactor } from './decideSecondFactor.js';
import type { ErasePerson, UserRejection } from './user.commands.js';
import type { UserEvent } from './user.events.js';
import type { RegisteredUser } from './userState.js';

/** Who has neither password nor second factor proves itself by having signed in this short a time ago. */
const FRESH_SIGN_IN_MS = 600_000;

/** A person is erased only by who proves once more to be it: a session alone may have been left open somewhere. */
export function decideErasure({ data, now }: ErasePerson, user: RegisteredUser): Decision<UserEvent, UserRejection> {
  const { userId, verifiedHash, secondFactor, sessionId } = data;
  const erased = { type: 'PersonErased', data: { userId, requestedBy: userId } } as const;
  if (verifiedHash !== null) return verifiedHash === user.passwordHash ? accept(erased) : reject('SIGN_IN_FAILED');
  if (secondFactor) {
    const used = decideSecondFactor(secondFactor, user);
    return used.accepted ? accept<UserEvent>(...used.events, erased) : used;
  }
  if (user.passwordHash !== null || user.secondFactor.status === 'inForce') return reject('PROOF_REQUIRED');
  const session = user.sessions.find((each) => each.sessionId === sessionId);
  const isFresh = session !== undefined && session.at > instantAfter(now, -FRESH_SIGN_IN_MS);
  return isFresh ? accept(erased) : reject('PROOF_REQUIRED');
}
