import { describe, it } from 'vitest';
import { userDecider } from '../../../domain/identity/user/user.decider.js';
import type { UserEvent } from '../../../domain/identity/user/user.events.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { registered, secondsIn, signedIn, signIn, userId } from '../../support/fixtures/identity.js';

const given = deciderSpec(userDecider);
const HOUR = 3_600;
const token = (generation: number) => ({ generation, tokenHash: `token-${generation}` });
const resetRequested = (generation: number, seconds: number): UserEvent => ({
  type: 'PasswordResetRequested',
  data: { userId, ...token(generation), expiresAt: secondsIn(seconds + HOUR).toISOString() },
});
const requestReset = (generation: number, seconds: number) =>
  ({ type: 'RequestPasswordReset', data: { userId, ...token(generation) }, now: secondsIn(seconds) }) as const;
const reset = (generation: number, seconds: number) =>
  ({
    type: 'ResetPassword',
    data: { userId, ...token(generation), passwordHash: 'hash-2' },
    now: secondsIn(seconds),
  }) as const;
const changed = (how: 'changed' | 'reset', sessionsEnded: string[]): UserEvent => ({
  type: 'PasswordChanged',
  data: { userId, passwordHash: 'hash-2', how, sessionsEnded },
});
const verified: UserEvent = { type: 'EmailVerified', data: { userId } };

describe('a password reset', () => {
  it('sets another password once, ends every session and proves the address', () => {
    given(registered, signedIn('a'), signedIn('b'), resetRequested(1, 0))
      .when(reset(1, 60))
      .thenRecorded(changed('reset', ['a', 'b']), verified);
    given(registered, resetRequested(1, 0), changed('reset', []), verified)
      .when(reset(1, 61))
      .thenRejected('TOKEN_GONE');
  });

  it('is good for an hour, and only the last one asked for', () => {
    given(registered, resetRequested(1, 0)).when(reset(1, HOUR)).thenRejected('TOKEN_GONE');
    given(registered, resetRequested(1, 0), resetRequested(2, 1)).when(reset(1, 2)).thenRejected('TOKEN_GONE');
    given(registered, verified, resetRequested(1, 0), resetRequested(2, 1))
      .when(reset(2, 2))
      .thenRecorded(changed('reset', []));
  });

  it('dies when the password is changed', () => {
    given(registered, resetRequested(1, 0), changed('changed', [])).when(reset(1, 2)).thenRejected('TOKEN_GONE');
  });

  it('is mailed five times an hour at most, and once for two who ask at the same time', () => {
    const five = [1, 2, 3, 4, 5].map((generation) => resetRequested(generation, generation));
    given(registered, ...five.slice(0, 4))
      .when(requestReset(5, 5))
      .thenRecorded(resetRequested(5, 5));
    given(registered, ...five)
      .when(requestReset(6, 6))
      .thenNothing();
    given(registered, ...five)
      .when(requestReset(6, HOUR + 2))
      .thenRecorded(resetRequested(6, HOUR + 2));
    given(registered, resetRequested(1, 0)).when(requestReset(1, 0)).thenNothing();
  });
});

describe('changing the password', () => {
  const change = (keepOnly: string | null, verifiedHash = 'hash-1') =>
    ({
      type: 'ChangePassword',
      data: { userId, verifiedHash, passwordHash: 'hash-2', keepOnly },
      now: secondsIn(9),
    }) as const;

  it('ends the other sessions when asked to', () => {
    given(registered, signedIn('a'), signedIn('b'))
      .when(change('b'))
      .thenRecorded(changed('changed', ['a']));
    given(registered, signedIn('a'), signedIn('b')).when(change(null)).thenRecorded(changed('changed', []));
  });

  it('is refused when the one it was checked against is not in force any more', () => {
    given(registered, changed('changed', [])).when(change(null)).thenRejected('SIGN_IN_FAILED');
    given(registered, changed('changed', [])).when(signIn(9)).thenRejected('SIGN_IN_FAILED');
  });
});

describe('proving the address', () => {
  const verificationRequested = (generation: number): UserEvent => ({
    type: 'EmailVerificationRequested',
    data: { userId, ...token(generation), expiresAt: secondsIn(3 * 24 * HOUR).toISOString() },
  });
  const verify = (generation: number, seconds = 5) =>
    ({ type: 'VerifyEmail', data: { userId, ...token(generation) }, now: secondsIn(seconds) }) as const;

  it('takes the last token sent, in time, and says so again when its link is opened twice', () => {
    given(registered, verificationRequested(1)).when(verify(1)).thenRecorded(verified);
    given(registered, verificationRequested(1), verified).when(verify(1)).thenNothing();
    given(registered, verificationRequested(1), verificationRequested(2)).when(verify(1)).thenRejected('TOKEN_GONE');
    given(registered, verificationRequested(1))
      .when(verify(1, 3 * 24 * HOUR))
      .thenRejected('TOKEN_GONE');
  });

  it('is asked for no more once it is proven', () => {
    given(registered, verified)
      .when({ type: 'RequestEmailVerification', data: { userId, ...token(1) }, now: secondsIn(1) })
      .thenNothing();
  });
});

describe('a person', () => {
  it('registers once, and is sent a token unless the address is proven', () => {
    const data = { userId, email: 'mia@example.com', name: 'Mia', passwordHash: 'hash-1' };
    const register = (verificationTokenHash: string | null) =>
      ({ type: 'RegisterUser', data: { ...data, verificationTokenHash }, now: secondsIn(0) }) as const;
    const expiresAt = secondsIn(3 * 24 * HOUR).toISOString();
    given()
      .when(register('token-1'))
      .thenRecorded(registered, { type: 'EmailVerificationRequested', data: { userId, ...token(1), expiresAt } });
    given()
      .when(register(null))
      .thenRecorded({ type: 'UserRegistered', data: { ...data, emailVerified: true } });
    given(registered).when(register(null)).thenRejected('EMAIL_TAKEN');
  });
});
