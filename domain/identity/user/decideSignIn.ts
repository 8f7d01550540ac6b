import { accept, type Decision, reject } from '../../decider.js';
import { instantAfter } from '../../instant.js';
import { networkOf } from '../networkOf.js';
import { decideSecondFactor } from './decideSecondFactor.js';
import type { RecordFailedSignIn, SignIn, SignInCommand, UserRejection } from './user.commands.js';
import type { UserEvent } from './user.events.js';
import type { RegisteredUser } from './userState.js';

const MINUTE_MS = 60_000;
/** Failures count together for this long (NIST SP 800-63B, 5.2.2: attempts are to be limited). */
export const FAILURE_WINDOW_MS = 15 * MINUTE_MS;
/** As many failures from one network lock it out, for as long as the window. */
export const FAILURES_BEFORE_LOCK_OUT = 10;
/**
 * So many wrong codes of one person, from whatever networks, and no code of the app is looked at for the rest of the time.
 * Of a million codes three are good at a moment: who knows the password and has a thousand addresses finds one in months,
 * not in an evening. Recovery codes need no such limit: there are 2^120.
 */
const WRONG_CODES_BEFORE_PAUSE = 50;
/** Sessions of one person at a time; one more ends the oldest. */
const MOST_SESSIONS = 100;

/** Until when a network may not try to sign in as this person; undefined when it may. */
export function lockedOutUntil({ lockOuts }: RegisteredUser, ip: string, now: Date): string | undefined {
  const network = networkOf(ip);
  const until = lockOuts.find((lockOut) => networkOf(lockOut.ip) === network)?.until;
  return until !== undefined && until > now.toISOString() ? until : undefined;
}

/** Whether codes of the app are not looked at for now, from wherever they come. */
export function areCodesPaused({ failures }: Pick<RegisteredUser, 'failures'>, now: Date): boolean {
  const since = instantAfter(now, -FAILURE_WINDOW_MS);
  return failures.filter(({ factor, at }) => factor === 'totp' && at > since).length >= WRONG_CODES_BEFORE_PAUSE;
}

export function decideSignIn(command: SignInCommand, user: RegisteredUser): Decision<UserEvent, UserRejection> {
  switch (command.type) {
    case 'SignIn':
      return signIn(command, user);
    case 'RecordFailedSignIn':
      return fail(command, user);
  }
}

function signIn({ data, now }: SignIn, user: RegisteredUser): Decision<UserEvent, UserRejection> {
  const { userId, sessionId, organizationId, method, ip, verifiedHash } = data;
  if (lockedOutUntil(user, ip, now)) return reject('SIGN_IN_LOCKED');
  if (verifiedHash !== null && verifiedHash !== user.passwordHash) return reject('SIGN_IN_FAILED');
  const used = secondStep(data, user, now);
  if (!used.accepted) return used;
  const sessionsEnded = user.sessions.slice(0, Math.max(0, user.sessions.length + 1 - MOST_SESSIONS));
  const at = now.toISOString();
  const ended = sessionsEnded.map((session) => session.sessionId);
  const signedIn = { userId, sessionId, organizationId, method, ip, at, sessionsEnded: ended };
  return accept<UserEvent>(...used.events, { type: 'SignedIn', data: signedIn });
}

/** Whoever proves a password proves the second factor in force too. */
function secondStep({ verifiedHash, method, secondFactor }: SignIn['data'], user: RegisteredUser, now: Date) {
  const asked = verifiedHash !== null && method !== 'signUp' && user.secondFactor.status === 'inForce';
  if (!asked) return accept<UserEvent>();
  if (secondFactor?.type === 'UseTotp' && areCodesPaused(user, now)) return reject('SIGN_IN_LOCKED');
  return secondFactor ? decideSecondFactor(secondFactor, user) : reject('SECOND_FACTOR_REQUIRED');
}

function fail({ data, now }: RecordFailedSignIn, user: RegisteredUser): Decision<UserEvent, UserRejection> {
  const { userId, ip, factor } = data;
  if (lockedOutUntil(user, ip, now)) return accept();
  const since = instantAfter(now, -FAILURE_WINDOW_MS);
  const network = networkOf(ip);
  const earlier = user.failures.filter((failure) => failure.at > since && networkOf(failure.ip) === network);
  const failed = { type: 'SignInFailed', data: { userId, ip, factor, at: now.toISOString() } } as const;
  if (earlier.length + 1 < FAILURES_BEFORE_LOCK_OUT) return accept(failed);
  const until = instantAfter(now, FAILURE_WINDOW_MS);
  return accept<UserEvent>(failed, { type: 'SignInLockedOut', data: { userId, ip, until } });
}
