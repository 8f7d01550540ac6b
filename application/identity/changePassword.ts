import { userStream } from '../../domain/identity/streams.js';
import { type PasswordFlaw, passwordFlaw } from '../../domain/identity/user/passwordFlaw.js';
import { userDecider } from '../../domain/identity/user/user.decider.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand } from '../handleCommand.js';
import { laterPosition } from '../laterPosition.js';
import type { Clock } from '../ports/clock.js';
import type { PasswordHashes } from '../ports/passwordHashes.js';
import type { Attempts } from './attempts.js';
import type { EndSessions } from './endSessions.js';
import type { People } from './people.js';
import type { VerifyPassword } from './verifyPassword.js';

export type PasswordChange = Readonly<{
  userId: string;
  sessionId: string;
  currentPassword: string;
  password: string;
  endOtherSessions: boolean;
  ip: string;
}>;
export type PasswordChanged =
  | Readonly<{ accepted: true; position: bigint; revision: bigint }>
  | Readonly<{ accepted: false; rejection: 'PASSWORD_UNSUITABLE'; flaw: PasswordFlaw }>
  | Readonly<{ accepted: false; rejection: 'SIGN_IN_LOCKED'; until: Date }>
  | Readonly<{ accepted: false; rejection: 'PASSWORD_WRONG' | 'STREAM_BUSY' }>;

export type ChangePassword = (change: PasswordChange, context: CommandContext) => Promise<PasswordChanged>;

export type ChangingPasswords = Readonly<{
  handleCommand: HandleCommand;
  people: Pick<People, 'byId'>;
  verifyPassword: VerifyPassword;
  attempts: Attempts;
  passwordHashes: Pick<PasswordHashes, 'hash'>;
  endSessions: EndSessions;
  clock: Clock;
}>;

const wrong = { accepted: false, rejection: 'PASSWORD_WRONG' } as const;

/** Another password for who knows the present one; whoever holds a session alone guesses no better than at sign-in. */
export const changePassword =
  (parts: ChangingPasswords): ChangePassword =>
  async ({ userId, sessionId, currentPassword, password, endOtherSessions, ip }, context) => {
    const { handleCommand, people, verifyPassword, attempts, passwordHashes, endSessions, clock } = parts;
    const person = await people.byId(userId);
    if (person.status !== 'registered') return wrong;
    const flaw = passwordFlaw(password, person.email);
    if (flaw) return { accepted: false, rejection: 'PASSWORD_UNSUITABLE', flaw };
    const { correlationId } = context;
    const verified = await verifyPassword({ email: person.email, password: currentPassword, ip, correlationId });
    if (verified.outcome === 'locked') return { accepted: false, rejection: 'SIGN_IN_LOCKED', until: verified.until };
    if (verified.outcome === 'wrong' || verified.user.userId !== userId) return wrong;
    attempts.succeeded(verified.digest, ip);

    const keepOnly = endOtherSessions ? sessionId : null;
    const passwordHash = await passwordHashes.hash(password);
    const data = { userId, verifiedHash: verified.user.passwordHash, passwordHash, keepOnly };
    const command = { type: 'ChangePassword', data, now: clock.now() } as const;
    const handled = await handleCommand(userStream(userId), userDecider, command, context);
    if (!handled.accepted)
      return handled.rejection === 'STREAM_BUSY' ? { ...handled, rejection: 'STREAM_BUSY' } : wrong;
    const others = endOtherSessions ? person.sessions.filter((session) => session.sessionId !== sessionId) : [];
    const ended = await endSessions(
      others.map((session) => session.sessionId),
      'passwordChanged',
      context,
    );
    const { position, revision } = handled;
    return { accepted: true, revision, position: laterPosition(ended, position) };
  };
