import { accept, type Decision, reject } from '../../decider.js';
import type { SecondFactorCommand, SecondFactorRejection } from './secondFactor.commands.js';
import type { SecondFactor, SecondFactorEvent } from './secondFactor.js';
import type { RegisteredUser } from './userState.js';

type InForce = Extract<SecondFactor, { status: 'inForce' }>;
type Holder = Pick<RegisteredUser, 'secondFactor' | 'sessions'>;
type Decided = Decision<SecondFactorEvent, SecondFactorRejection>;

/** Whether a code is good here and now: right for the secret in force, and of a step later than any used. */
const isFresh = ({ secret, usedStep }: InForce, matched: Readonly<{ secret: string; step: number | null }>) =>
  matched.step !== null && matched.secret === secret && matched.step > usedStep;

const othersThan = (sessionId: string | null, { sessions }: Holder): string[] =>
  sessions.map((session) => session.sessionId).filter((id) => id !== sessionId);

function recoveryCodeUsed(state: InForce, userId: string, codeHash: string) {
  if (!state.recoveryCodeHashes.includes(codeHash)) return undefined;
  const left = state.recoveryCodeHashes.length - 1;
  return { type: 'RecoveryCodeUsed', data: { userId, codeHash, left } } as const;
}

/**
 * What changes a second factor, and what uses it. A step is used up by whatever it was given for, so that a code seen
 * over a shoulder is worth nothing (RFC 6238, 5.2; OWASP ASVS 6.5.1); a recovery code is good once.
 */
export function decideSecondFactor(command: SecondFactorCommand, holder: Holder): Decided {
  const { userId } = command.data;
  const { secondFactor: state } = holder;
  if (command.type === 'EnrolTotp') {
    if (state.status === 'inForce') return reject('TOTP_IN_FORCE');
    return accept({ type: 'TotpEnrolled', data: { userId, secret: command.data.secret } });
  }
  if (command.type === 'ConfirmTotp') {
    const { secret, step, recoveryCodeHashes } = command.data;
    if (state.status === 'inForce') return reject('TOTP_IN_FORCE');
    if (state.status === 'none') return reject('TOTP_NOT_ENROLLED');
    if (step === null || secret !== state.secret) return reject('CODE_INVALID');
    const sessionsEnded = othersThan(command.data.keepOnly, holder);
    const confirmed = { userId, recoveryCodeHashes: [...recoveryCodeHashes], step, sessionsEnded };
    return accept({ type: 'TotpConfirmed', data: confirmed });
  }
  if (state.status !== 'inForce') return reject('TOTP_NOT_IN_FORCE');
  switch (command.type) {
    case 'UseTotp': {
      const { step } = command.data;
      if (step === null || !isFresh(state, command.data)) return reject('CODE_INVALID');
      return accept({ type: 'TotpUsed', data: { userId, step } });
    }
    case 'UseRecoveryCode': {
      const used = recoveryCodeUsed(state, userId, command.data.codeHash);
      return used ? accept(used) : reject('CODE_INVALID');
    }
    case 'ReplaceRecoveryCodes': {
      const { step, recoveryCodeHashes } = command.data;
      if (step === null || !isFresh(state, command.data)) return reject('CODE_INVALID');
      return accept<SecondFactorEvent>(
        { type: 'TotpUsed', data: { userId, step } },
        { type: 'RecoveryCodesReplaced', data: { userId, recoveryCodeHashes: [...recoveryCodeHashes] } },
      );
    }
    case 'RemoveTotp': {
      const sessionsEnded = othersThan(command.data.keepOnly, holder);
      const removed = { type: 'TotpRemoved', data: { userId, sessionsEnded } } as const;
      if ('codeHash' in command.data) {
        const used = recoveryCodeUsed(state, userId, command.data.codeHash);
        return used ? accept<SecondFactorEvent>(used, removed) : reject('CODE_INVALID');
      }
      const { step } = command.data;
      if (step === null || !isFresh(state, command.data)) return reject('CODE_INVALID');
      return accept<SecondFactorEvent>({ type: 'TotpUsed', data: { userId, step } }, removed);
    }
  }
}
