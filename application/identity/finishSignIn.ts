import type { Clock } from '../ports/clock.js';
import type { Attempts } from './attempts.js';
import type { ChooseOrganization } from './chooseOrganization.js';
import type { OpenSession } from './openSession.js';
import type { ReadSecondFactor } from './readSecondFactor.js';
import type { RecordFailedSignIn } from './recordFailedSignIn.js';
import type { FinishSignIn } from './signIn.js';

export type FinishingSignIn = Readonly<{
  attempts: Attempts;
  readSecondFactor: ReadSecondFactor;
  chooseOrganization: ChooseOrganization;
  openSession: OpenSession;
  recordFailedSignIn: RecordFailedSignIn;
  clock: Clock;
}>;

/** Checks the second factor where one is in force, and begins the session in the person's organization. */
export const finishSignIn =
  (parts: FinishingSignIn): FinishSignIn =>
  async (proven, shown, { ip, userAgent }, asked) => {
    const { attempts, readSecondFactor, chooseOrganization, openSession, recordFailedSignIn, clock } = parts;
    const { user, digest } = proven;
    const { userId, passwordHash } = user;
    const now = clock.now();
    const inForce = user.secondFactor.status === 'inForce';
    const secondFactor = inForce ? ((await readSecondFactor(user, shown, now)) ?? null) : null;
    const method = secondFactor === null ? 'password' : secondFactor.type === 'UseTotp' ? 'totp' : 'recoveryCode';
    const organizationId = await chooseOrganization(user);
    const opened = await openSession(
      { userId, organizationId, method, ip, userAgent, verifiedHash: passwordHash, secondFactor },
      { ...asked, actor: { kind: 'user', id: userId } },
    );
    if (opened.accepted) {
      attempts.succeeded(digest, ip);
      return opened;
    }
    const { rejection } = opened;
    if (rejection === 'CODE_INVALID' && method !== 'password') {
      attempts.failed(digest, ip, now);
      recordFailedSignIn({ userId, ip, factor: method }, asked.correlationId);
    }
    if (rejection === 'SECOND_FACTOR_REQUIRED') return { accepted: false, rejection, proven };
    return rejection === 'SIGN_IN_LOCKED'
      ? { accepted: false, rejection, until: undefined }
      : { accepted: false, rejection };
  };
