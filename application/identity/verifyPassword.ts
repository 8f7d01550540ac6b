import { lockedOutUntil } from '../../domain/identity/user/decideSignIn.js';
import type { RegisteredUser } from '../../domain/identity/user/userState.js';
import type { Clock } from '../ports/clock.js';
import type { PasswordHashes } from '../ports/passwordHashes.js';
import type { Attempts } from './attempts.js';
import type { People } from './people.js';
import type { RecordFailedSignIn } from './recordFailedSignIn.js';

export type PasswordVerified =
  | Readonly<{ outcome: 'right'; user: RegisteredUser & Readonly<{ passwordHash: string }>; digest: string }>
  | Readonly<{ outcome: 'wrong' }>
  | Readonly<{ outcome: 'locked'; until: Date }>;

export type PasswordAttempt = Readonly<{ email: string; password: string; ip: string; correlationId: string }>;
export type VerifyPassword = (attempt: PasswordAttempt) => Promise<PasswordVerified>;

export type VerifyingPasswords = Readonly<{
  people: People;
  passwordHashes: PasswordHashes;
  attempts: Attempts;
  recordFailedSignIn: RecordFailedSignIn;
  clock: Clock;
}>;

/**
 * Whether a password is the one of whoever has the address. Somebody who exists, somebody who does not and somebody
 * without a password are told apart neither by the answer nor by its time (OWASP authentication cheat sheet): a failure is
 * recorded beside the answer, not before it.
 */
export const verifyPassword =
  ({ people, passwordHashes, attempts, recordFailedSignIn, clock }: VerifyingPasswords): VerifyPassword =>
  async ({ email, password, ip, correlationId }) => {
    const { digest } = await people.byEmail(email);
    return attempts.inTurn(digest, ip, async () => {
      const { user } = await people.byEmail(email);
      const now = clock.now();
      const until = lockOut(user.status === 'registered' ? lockedOutUntil(user, ip, now) : undefined);
      const locked = attempts.lockedUntil(digest, ip, now) ?? until;
      if (locked !== undefined) return { outcome: 'locked', until: new Date(locked) };

      const known = user.status === 'registered' ? user.passwordHash : null;
      const right = await passwordHashes.verify(known, password);
      if (right && user.status === 'registered' && known !== null)
        return { outcome: 'right', user: { ...user, passwordHash: known }, digest };
      attempts.failed(digest, ip, now);
      if (user.status === 'registered')
        recordFailedSignIn({ userId: user.userId, ip, factor: 'password' }, correlationId);
      return { outcome: 'wrong' };
    });
  };

const lockOut = (until: string | undefined): number | undefined =>
  until === undefined ? undefined : Date.parse(until);
