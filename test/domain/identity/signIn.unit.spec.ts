import { describe, expect, it } from 'vitest';
import { lockedOutUntil } from '../../../domain/identity/user/decideSignIn.js';
import { userDecider } from '../../../domain/identity/user/user.decider.js';
import type { UserEvent } from '../../../domain/identity/user/user.events.js';
import type { RegisteredUser } from '../../../domain/identity/user/userState.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import {
  elsewhere,
  fail,
  failed,
  home,
  registered,
  secondsIn,
  sessionId,
  signedIn,
  signIn,
  userId,
} from '../../support/fixtures/identity.js';

const given = deciderSpec(userDecider);
const failures = (count: number) => Array.from({ length: count }, (_, index) => failed(index));
const lockedOut: UserEvent = {
  type: 'SignInLockedOut',
  data: { userId, ip: home, until: secondsIn(9 + 900).toISOString() },
};

describe('signing in', () => {
  it('begins a session', () => {
    given(registered).when(signIn(60)).thenRecorded(signedIn(sessionId, 60));
  });

  it('is refused when the password was changed since it was found right', () => {
    given(registered)
      .when(signIn(60, home, 'hash-0'))
      .thenRejected('SIGN_IN_FAILED');
    given().when(signIn(60)).thenRejected('SIGN_IN_FAILED');
  });

  it('locks a network out with the tenth failure in a quarter of an hour', () => {
    given(registered, ...failures(8))
      .when(fail(8))
      .thenRecorded(failed(8));
    given(registered, ...failures(9))
      .when(fail(9))
      .thenRecorded(failed(9), lockedOut);
    given(registered, ...failures(10), lockedOut)
      .when(signIn(10))
      .thenRejected('SIGN_IN_LOCKED');
    given(registered, ...failures(10), lockedOut)
      .when(fail(10))
      .thenNothing();
  });

  it('goes on from another network, and from the same one when the time is over', () => {
    const history = [registered, ...failures(10), lockedOut];
    given(...history)
      .when(signIn(10, elsewhere))
      .thenRecorded(expect.objectContaining({ type: 'SignedIn' }));
    given(...history)
      .when(signIn(910))
      .thenRecorded(signedIn(sessionId, 910));
    const user = history.reduce(userDecider.evolve, userDecider.initialState) as RegisteredUser;
    expect(lockedOutUntil(user, home, secondsIn(10))).toBe(secondsIn(909).toISOString());
    expect(lockedOutUntil(user, elsewhere, secondsIn(10))).toBeUndefined();
  });

  it('counts a failure for a quarter of an hour only, and none before a success', () => {
    given(registered, ...failures(9))
      .when(fail(901))
      .thenRecorded(failed(901));
    given(registered, ...failures(9), signedIn('other', 20))
      .when(fail(21))
      .thenRecorded(failed(21));
  });

  it('asks for the second factor in force, takes each code once', () => {
    const enrolled: UserEvent = { type: 'TotpEnrolled', data: { userId, secret: 'S' } };
    const confirmed: UserEvent = { type: 'TotpConfirmed', data: { userId, recoveryCodeHashes: ['r1', 'r2'], step: 7 } };
    const command = signIn(60);
    const totp = (step: number) =>
      ({ type: 'UseTotp', data: { userId, secret: 'S', step }, now: command.now }) as const;
    const code = { type: 'UseRecoveryCode', data: { userId, codeHash: 'r1' }, now: command.now } as const;
    const withFactor = (secondFactor: object) =>
      ({ ...command, data: { ...command.data, secondFactor } }) as typeof command;
    given(registered, enrolled).when(command).thenRecorded(signedIn(sessionId, 60));
    given(registered, enrolled, confirmed).when(command).thenRejected('SECOND_FACTOR_REQUIRED');
    given(registered, enrolled, confirmed)
      .when(withFactor(totp(7)))
      .thenRejected('CODE_INVALID');
    given(registered, enrolled, confirmed)
      .when(withFactor(totp(8)))
      .thenRecorded({ type: 'TotpUsed', data: { userId, step: 8 } }, signedIn(sessionId, 60));
    const codeUsed: UserEvent = { type: 'RecoveryCodeUsed', data: { userId, codeHash: 'r1', left: 1 } };
    given(registered, enrolled, confirmed).when(withFactor(code)).thenRecorded(codeUsed, signedIn(sessionId, 60));
    given(registered, enrolled, confirmed, codeUsed).when(withFactor(code)).thenRejected('CODE_INVALID');
  });

  it('looks at no code of the app after fifty wrong ones, wherever they came from; a recovery code still helps', () => {
    const enrolled: UserEvent = { type: 'TotpEnrolled', data: { userId, secret: 'S' } };
    const confirmed: UserEvent = { type: 'TotpConfirmed', data: { userId, recoveryCodeHashes: ['r1'], step: 7 } };
    const wrong = (index: number): UserEvent => ({
      type: 'SignInFailed',
      data: { userId, ip: `203.0.113.${index}`, factor: 'totp', at: secondsIn(index).toISOString() },
    });
    const withFactor = (secondFactor: object, seconds: number) => {
      const command = signIn(seconds, '198.51.100.1');
      return { ...command, data: { ...command.data, secondFactor } } as typeof command;
    };
    const totp = { type: 'UseTotp', data: { userId, secret: 'S', step: 8 }, now: secondsIn(60) };
    const recovery = { type: 'UseRecoveryCode', data: { userId, codeHash: 'r1' }, now: secondsIn(60) };
    const history = [registered, enrolled, confirmed, ...Array.from({ length: 50 }, (_, index) => wrong(index))];
    const used = (type: string) => [expect.objectContaining({ type }), expect.objectContaining({ type: 'SignedIn' })];
    given(...history)
      .when(withFactor(totp, 60))
      .thenRejected('SIGN_IN_LOCKED');
    given(...history.slice(0, -1))
      .when(withFactor(totp, 60))
      .thenRecorded(...(used('TotpUsed') as UserEvent[]));
    given(...history)
      .when(withFactor(recovery, 60))
      .thenRecorded(...(used('RecoveryCodeUsed') as UserEvent[]));
    given(...history)
      .when(withFactor(totp, 901))
      .thenRecorded(...(used('TotpUsed') as UserEvent[]));
  });

  it('ends the oldest session when there would be more than a hundred', () => {
    const sessions = Array.from({ length: 100 }, (_, index) => signedIn(`s-${index}`, index));
    const expected = signedIn(sessionId, 200);
    const ending = { ...expected, data: { ...expected.data, sessionsEnded: ['s-0'] } } as UserEvent;
    given(registered, ...sessions)
      .when(signIn(200))
      .thenRecorded(ending);
  });
});
