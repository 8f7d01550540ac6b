import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decider } from '../../../domain/decider.js';
import { decideSecondFactor } from '../../../domain/identity/user/decideSecondFactor.js';
import type {
  SecondFactorCommand,
  SecondFactorRejection,
} from '../../../domain/identity/user/secondFactor.commands.js';
import {
  evolveSecondFactor,
  noSecondFactor,
  type SecondFactor,
  type SecondFactorEvent,
} from '../../../domain/identity/user/secondFactor.js';
import { deciderSpec } from '../../support/deciderSpec.js';

const userId = 'u';
const secret = 'JBSWY3DPEHPK3PXP';
const now = new Date('2026-05-01T10:00:00.000Z');
const recoveryCodeHashes = ['a', 'b', 'c'];

const sessions = ['here', 'elsewhere'].map((sessionId) => ({ sessionId, at: now.toISOString() }));
const sessionsEnded = ['elsewhere'];

const decider: Decider<SecondFactor, SecondFactorCommand, SecondFactorEvent, SecondFactorRejection> = {
  initialState: noSecondFactor,
  evolve: evolveSecondFactor,
  decide: (command, secondFactor) => decideSecondFactor(command, { secondFactor, sessions }),
};
const given = deciderSpec(decider);

const command = <T extends SecondFactorCommand['type']>(
  type: T,
  data: Omit<Extract<SecondFactorCommand, { type: T }>['data'], 'userId'>,
) => ({ type, data: { userId, ...data }, now }) as unknown as SecondFactorCommand;
const use = (step: number | null, of = secret) => command('UseTotp', { secret: of, step });
const recover = (codeHash: string) => command('UseRecoveryCode', { codeHash });
const confirm = (step: number | null, of = secret) =>
  command('ConfirmTotp', { secret: of, step, recoveryCodeHashes, keepOnly: 'here' });

const remove = (proof: Readonly<{ secret: string; step: number | null }> | Readonly<{ codeHash: string }>) =>
  command('RemoveTotp', { ...proof, keepOnly: 'here' });

const enrolled: SecondFactorEvent = { type: 'TotpEnrolled', data: { userId, secret } };
const confirmed: SecondFactorEvent = {
  type: 'TotpConfirmed',
  data: { userId, recoveryCodeHashes, step: 100, sessionsEnded },
};
const used = (step: number): SecondFactorEvent => ({ type: 'TotpUsed', data: { userId, step } });
const recovered = (codeHash: string, left: number): SecondFactorEvent => ({
  type: 'RecoveryCodeUsed',
  data: { userId, codeHash, left },
});
const removed: SecondFactorEvent = { type: 'TotpRemoved', data: { userId, sessionsEnded } };

describe('a second factor', () => {
  it('is in force only once a code has proven that the secret arrived, and ends the other sessions then', () => {
    given().when(command('EnrolTotp', { secret })).thenRecorded(enrolled);
    given(enrolled).when(use(100)).thenRejected('TOTP_NOT_IN_FORCE');
    given(enrolled).when(confirm(100)).thenRecorded(confirmed);
  });

  it('is not confirmed by a wrong code, for another secret, or unasked', () => {
    given(enrolled).when(confirm(null)).thenRejected('CODE_INVALID');
    given(enrolled).when(confirm(100, 'AAAA')).thenRejected('CODE_INVALID');
    given().when(confirm(100)).thenRejected('TOTP_NOT_ENROLLED');
  });

  it('begun again before it was confirmed counts with the newer secret only', () => {
    const again: SecondFactorEvent = { type: 'TotpEnrolled', data: { userId, secret: 'AAAA' } };
    given(enrolled, again).when(confirm(100)).thenRejected('CODE_INVALID');
    given(enrolled, again).when(confirm(100, 'AAAA')).thenRecorded(confirmed);
  });

  it('in force must be removed before another is enrolled', () => {
    given(enrolled, confirmed)
      .when(command('EnrolTotp', { secret: 'AAAA' }))
      .thenRejected('TOTP_IN_FORCE');
    given(enrolled, confirmed).when(confirm(101)).thenRejected('TOTP_IN_FORCE');
  });
});

describe('a one-time password', () => {
  it('is good once, and no earlier one after it', () => {
    given(enrolled, confirmed).when(use(101)).thenRecorded(used(101));
    given(enrolled, confirmed, used(101)).when(use(101)).thenRejected('CODE_INVALID');
    given(enrolled, confirmed, used(102)).when(use(101)).thenRejected('CODE_INVALID');
  });

  it('that confirmed the enrolment is used up', () => {
    given(enrolled, confirmed).when(use(100)).thenRejected('CODE_INVALID');
  });

  it('of a secret that was replaced meanwhile is worth nothing', () => {
    given(enrolled, confirmed).when(use(101, 'AAAA')).thenRejected('CODE_INVALID');
  });
});

describe('a recovery code', () => {
  it('is good once', () => {
    given(enrolled, confirmed).when(recover('b')).thenRecorded(recovered('b', 2));
    given(enrolled, confirmed, recovered('b', 2)).when(recover('b')).thenRejected('CODE_INVALID');
    given(enrolled, confirmed, recovered('b', 2)).when(recover('a')).thenRecorded(recovered('a', 1));
  });

  it('dies with its set', () => {
    const fresh: SecondFactorEvent = { type: 'RecoveryCodesReplaced', data: { userId, recoveryCodeHashes: ['x'] } };
    const replace = command('ReplaceRecoveryCodes', { secret, step: 101, recoveryCodeHashes: ['x'] });
    given(enrolled, confirmed).when(replace).thenRecorded(used(101), fresh);
    given(enrolled, confirmed, used(101), fresh).when(recover('a')).thenRejected('CODE_INVALID');
    given(enrolled, confirmed, used(101), fresh).when(recover('x')).thenRecorded(recovered('x', 0));
  });

  it('or a code removes the factor, and all of its codes with it', () => {
    given(enrolled, confirmed)
      .when(remove({ secret, step: 101 }))
      .thenRecorded(used(101), removed);
    given(enrolled, confirmed)
      .when(remove({ codeHash: 'a' }))
      .thenRecorded(recovered('a', 2), removed);
    given(enrolled, confirmed)
      .when(remove({ secret, step: null }))
      .thenRejected('CODE_INVALID');
    given(enrolled, confirmed, removed).when(recover('a')).thenRejected('TOTP_NOT_IN_FORCE');
  });
});

const steps = fc.integer({ min: 95, max: 115 });
const anyCommand = fc.oneof(
  steps.map((step) => use(step)),
  steps.map((step) => confirm(step)),
  fc.constantFrom(...recoveryCodeHashes, 'z').map(recover),
  fc.constant(command('EnrolTotp', { secret })),
  steps.map((step) => remove({ secret, step })),
  steps.map((step) => command('ReplaceRecoveryCodes', { secret, step, recoveryCodeHashes })),
);

it('in any history of one enrolment no step and no recovery code of a set is taken twice', () => {
  fc.assert(
    fc.property(fc.array(anyCommand, { maxLength: 60 }), (commands) => {
      let state = decider.initialState;
      let stepsUsed: number[] = [];
      let codesUsed: string[] = [];
      for (const each of commands) {
        const decision = decider.decide(each, state);
        if (!decision.accepted) continue;
        for (const { type, data } of decision.events) {
          if (type === 'TotpEnrolled') stepsUsed = [];
          if (type === 'TotpConfirmed' || type === 'RecoveryCodesReplaced') codesUsed = [];
          if (type === 'TotpConfirmed' || type === 'TotpUsed') {
            expect(stepsUsed.every((step) => step < data.step)).toBe(true);
            stepsUsed.push(data.step);
          }
          if (type === 'RecoveryCodeUsed') {
            expect(codesUsed).not.toContain(data.codeHash);
            codesUsed.push(data.codeHash);
          }
        }
        state = decision.events.reduce(decider.evolve, state);
      }
    }),
  );
});
