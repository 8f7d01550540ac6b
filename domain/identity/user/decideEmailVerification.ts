import { accept, type Decision, reject } from '../../decider.js';
import { freshToken, isOpen, mailsAsked } from './mailedTokens.js';
import type { EmailVerificationCommand, UserRejection } from './user.commands.js';
import type { UserEvent } from './user.events.js';
import type { RegisteredUser } from './userState.js';

/** How long a link that proves an address is good. */
export const VERIFICATION_LIFETIME_MS = 3 * 86_400_000;

export function decideEmailVerification(
  { type, data, now }: EmailVerificationCommand,
  { emailVerified, verification }: RegisteredUser,
): Decision<UserEvent, UserRejection> {
  const { userId } = data;
  switch (type) {
    case 'RequestEmailVerification': {
      if (emailVerified || mailsAsked(verification, data, VERIFICATION_LIFETIME_MS, now)) return accept();
      const token = freshToken(data, VERIFICATION_LIFETIME_MS, now);
      return accept({ type: 'EmailVerificationRequested', data: { userId, ...token } });
    }
    case 'VerifyEmail':
      // A link that is opened twice has done its work the first time.
      if (emailVerified) return data.generation === verification.generation ? accept() : reject('TOKEN_GONE');
      if (!isOpen(verification, data, now)) return reject('TOKEN_GONE');
      return accept({ type: 'EmailVerified', data: { userId } });
  }
}
