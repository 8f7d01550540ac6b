import { instantAfter } from '../../instant.js';
import { networkOf } from '../networkOf.js';
import { FAILURE_WINDOW_MS } from './decideSignIn.js';
import { evolveSecondFactor, noSecondFactor } from './secondFactor.js';
import type { SignedIn, SignInFailed, UserEvent, UserRegistered } from './user.events.js';
import type { MailedTokens, RegisteredUser, User } from './userState.js';

/** Of how many mailed tokens of a kind it is remembered when they were asked for. */
const REMEMBERED_MAILS = 10;

const noTokens: MailedTokens = { generation: 0, open: null, recent: [] };

export function evolveUser(state: User, event: UserEvent): User {
  if (event.type === 'UserRegistered') return registered(event.data);
  if (event.type === 'PersonErased') return { status: 'erased', userId: event.data.userId };
  return state.status === 'registered' ? evolveRegistered(state, event) : state;
}

type LaterEvent = Exclude<UserEvent, { type: 'UserRegistered' | 'PersonErased' }>;

function evolveRegistered(user: RegisteredUser, event: LaterEvent): RegisteredUser {
  switch (event.type) {
    case 'EmailVerificationRequested':
      return { ...user, verification: mailed(user.verification, event.data) };
    case 'EmailVerified':
      return { ...user, emailVerified: true, verification: { ...user.verification, open: null } };
    case 'ProfileChanged': {
      const { name, locale = user.locale, timeZone = user.timeZone } = event.data;
      return { ...user, name, locale, timeZone };
    }
    case 'SignInFailed':
      return { ...user, failures: failed(user, event.data) };
    case 'SignInLockedOut': {
      const { ip, until } = event.data;
      const others = user.lockOuts.filter((lockOut) => networkOf(lockOut.ip) !== networkOf(ip));
      return { ...user, lockOuts: [...others, { ip, until }] };
    }
    case 'SignedIn':
      return signedIn(user, event.data);
    case 'PasswordResetRequested':
      return { ...user, reset: mailed(user.reset, event.data) };
    case 'PasswordChanged': {
      const { passwordHash, sessionsEnded } = event.data;
      const reset = { ...user.reset, open: null };
      return { ...user, passwordHash, reset, sessions: without(user.sessions, sessionsEnded) };
    }
    case 'TotpEnrolled':
    case 'TotpConfirmed':
    case 'TotpUsed':
    case 'TotpRemoved':
    case 'RecoveryCodeUsed':
    case 'RecoveryCodesReplaced': {
      const ended = 'sessionsEnded' in event.data ? event.data.sessionsEnded : [];
      const secondFactor = evolveSecondFactor(user.secondFactor, event);
      return { ...user, secondFactor, sessions: without(user.sessions, ended) };
    }
  }
}

function registered({ userId, email, name, passwordHash, emailVerified }: UserRegistered['data']): RegisteredUser {
  const known = { userId, email, name, passwordHash, emailVerified };
  const nothingYet = {
    locale: null,
    timeZone: null,
    failures: [],
    lockOuts: [],
    sessions: [],
    lastOrganizationId: null,
  };
  const tokens = { verification: noTokens, reset: noTokens };
  return { status: 'registered', ...known, ...nothingYet, ...tokens, secondFactor: noSecondFactor };
}

function mailed(
  { recent }: MailedTokens,
  { generation, tokenHash, expiresAt }: Readonly<{ generation: number; tokenHash: string; expiresAt: string }>,
): MailedTokens {
  const open = { generation, tokenHash, expiresAt };
  return { generation, open, recent: [...recent, expiresAt].slice(-REMEMBERED_MAILS) };
}

function failed({ failures }: RegisteredUser, { ip, at, factor }: SignInFailed['data']): RegisteredUser['failures'] {
  if (at === undefined) return failures;
  const since = instantAfter(at, -FAILURE_WINDOW_MS);
  return [...failures.filter((failure) => failure.at > since), { ip, at, factor }];
}

function signedIn(user: RegisteredUser, data: SignedIn['data']): RegisteredUser {
  const { sessionId, organizationId, ip, at, sessionsEnded } = data;
  const network = networkOf(ip);
  return {
    ...user,
    sessions: [...without(user.sessions, sessionsEnded), { sessionId, at }],
    lastOrganizationId: organizationId,
    failures: user.failures.filter((failure) => networkOf(failure.ip) !== network),
  };
}

const without = (sessions: RegisteredUser['sessions'], ended: readonly string[] = []): RegisteredUser['sessions'] =>
  ended.length === 0 ? sessions : sessions.filter(({ sessionId }) => !ended.includes(sessionId));
