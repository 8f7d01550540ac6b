import { areCodesPaused, FAILURE_WINDOW_MS, lockedOutUntil } from '../../domain/identity/user/decideSignIn.js';
import type { UseRecoveryCode, UseTotp } from '../../domain/identity/user/secondFactor.commands.js';
import type { UserRejection } from '../../domain/identity/user/user.commands.js';
import type { RegisteredUser } from '../../domain/identity/user/userState.js';
import type { Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { Attempts } from './attempts.js';
import type { People } from './people.js';
import type { ReadSecondFactor, ShownSecondFactor } from './readSecondFactor.js';
import type { RecordFailedSignIn } from './recordFailedSignIn.js';

export type CodeAttempt = Readonly<{ userId: string; shown: ShownSecondFactor; ip: string; correlationId: string }>;
export type Tried =
  | Handled<UserRejection>
  | Readonly<{ accepted: false; rejection: 'SIGN_IN_LOCKED'; until: Date }>
  | Readonly<{ accepted: false; rejection: 'SIGN_IN_FAILED' }>;

export type TryCode = (
  attempt: CodeAttempt,
  use: (code: UseTotp | UseRecoveryCode, user: RegisteredUser) => Promise<Handled<UserRejection>>,
) => Promise<Tried>;

export type TryingCodes = Readonly<{
  people: People;
  attempts: Attempts;
  readSecondFactor: ReadSecondFactor;
  recordFailedSignIn: RecordFailedSignIn;
  clock: Clock;
}>;

/**
 * Does something that takes a code of the second factor. Wrong codes count with wrong passwords towards the lock-out: with
 * a session alone, six digits must not be found by trying (OWASP ASVS 6.3.1).
 */
export const tryCode =
  ({ people, attempts, readSecondFactor, recordFailedSignIn, clock }: TryingCodes): TryCode =>
  async ({ userId, shown, ip, correlationId }, use) => {
    const known = await people.byId(userId);
    if (known.status !== 'registered') return { accepted: false, rejection: 'SIGN_IN_FAILED' };
    const { digest } = await people.byEmail(known.email);
    return attempts.inTurn(digest, ip, async () => {
      const user = await people.byId(userId);
      if (user.status !== 'registered') return { accepted: false, rejection: 'SIGN_IN_FAILED' };
      const now = clock.now();
      const until = attempts.lockedUntil(digest, ip, now) ?? lockedOutUntil(user, ip, now);
      if (until !== undefined) return { accepted: false, rejection: 'SIGN_IN_LOCKED', until: new Date(until) };

      if (shown.totp !== undefined && areCodesPaused(user, now))
        return { accepted: false, rejection: 'SIGN_IN_LOCKED', until: new Date(now.getTime() + FAILURE_WINDOW_MS) };

      const code = await readSecondFactor(user, shown, now);
      const handled: Tried = code ? await use(code, user) : { accepted: false, rejection: 'SECOND_FACTOR_REQUIRED' };
      if (!handled.accepted && handled.rejection === 'CODE_INVALID') {
        attempts.failed(digest, ip, now);
        const factor = shown.totp === undefined ? 'recoveryCode' : 'totp';
        recordFailedSignIn({ userId, ip, factor }, correlationId);
      }
      if (handled.accepted) attempts.succeeded(digest, ip);
      return handled;
    });
  };
