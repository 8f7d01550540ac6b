import type {
  RecoveryCodesReplaced,
  RecoveryCodeUsed,
  TotpConfirmed,
  TotpEnrolled,
  TotpRemoved,
  TotpUsed,
} from './user.events.js';

export type SecondFactorEvent =
  | TotpEnrolled
  | TotpConfirmed
  | TotpUsed
  | TotpRemoved
  | RecoveryCodeUsed
  | RecoveryCodesReplaced;

/** A person's second factor: one-time passwords of an app, and recovery codes for when the app is lost. */
export type SecondFactor =
  | Readonly<{ status: 'none' }>
  | Readonly<{ status: 'enrolled'; secret: string }>
  | Readonly<{
      status: 'inForce';
      secret: string;
      /** The newest time step used: it and all before it are not good again (RFC 6238, 5.2). */
      usedStep: number;
      /** Of the codes not used yet. */
      recoveryCodeHashes: readonly string[];
    }>;

export const noSecondFactor: SecondFactor = { status: 'none' };

/** Folds what was recorded of a second factor. */
export function evolveSecondFactor(state: SecondFactor, { type, data }: SecondFactorEvent): SecondFactor {
  switch (type) {
    case 'TotpEnrolled':
      return { status: 'enrolled', secret: data.secret };
    case 'TotpConfirmed':
      if (state.status !== 'enrolled') return state;
      return {
        status: 'inForce',
        secret: state.secret,
        usedStep: data.step,
        recoveryCodeHashes: data.recoveryCodeHashes,
      };
    case 'TotpUsed':
      return state.status === 'inForce' ? { ...state, usedStep: Math.max(state.usedStep, data.step) } : state;
    case 'RecoveryCodeUsed':
      if (state.status !== 'inForce') return state;
      return { ...state, recoveryCodeHashes: state.recoveryCodeHashes.filter((hash) => hash !== data.codeHash) };
    case 'RecoveryCodesReplaced':
      return state.status === 'inForce' ? { ...state, recoveryCodeHashes: data.recoveryCodeHashes } : state;
    case 'TotpRemoved':
      return noSecondFactor;
  }
}
