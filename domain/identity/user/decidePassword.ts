import { accept, type Decision, reject } from '../../decider.js';
import { freshToken, isOpen, mailsAsked } from './mailedTokens.js';
import type { PasswordCommand, UserRejection } from './user.commands.js';
import type { UserEvent } from './user.events.js';
import type { RegisteredUser } from './userState.js';

/** How long a link to set another password is good. */
export const RESET_LIFETIME_MS = 3_600_000;

export function decidePassword(
  { type, data, now }: PasswordCommand,
  user: RegisteredUser,
): Decision<UserEvent, UserRejection> {
  const { userId } = data;
  switch (type) {
    case 'RequestPasswordReset': {
      if (mailsAsked(user.reset, data, RESET_LIFETIME_MS, now)) return accept();
      const token = freshToken(data, RESET_LIFETIME_MS, now);
      return accept({ type: 'PasswordResetRequested', data: { userId, ...token } });
    }
    case 'ResetPassword': {
      if (!isOpen(user.reset, data, now)) return reject('TOKEN_GONE');
      const changed = passwordChanged(user, data.passwordHash, 'reset', null);
      // Who read the mail owns the address.
      return user.emailVerified ? accept(changed) : accept(changed, { type: 'EmailVerified', data: { userId } });
    }
    case 'ChangePassword':
      if (data.verifiedHash !== user.passwordHash) return reject('SIGN_IN_FAILED');
      return accept(passwordChanged(user, data.passwordHash, 'changed', data.keepOnly));
  }
}

function passwordChanged(
  { userId, sessions }: RegisteredUser,
  passwordHash: string,
  how: 'changed' | 'reset',
  keepOnly: string | null,
): UserEvent {
  const ends = how === 'reset' || keepOnly !== null;
  const sessionsEnded = ends ? sessions.map(({ sessionId }) => sessionId).filter((id) => id !== keepOnly) : [];
  return { type: 'PasswordChanged', data: { userId, passwordHash, how, sessionsEnded } };
}
