import type { Command } from '../../command.js';

type OfUser = Readonly<{ userId: string }>;
/** A code that was right for this secret at this time step, as the port `OneTimePasswords` said; null where it was not. */
type Matched = Readonly<{ secret: string; step: number | null }>;

/** The session it is done in, which goes on; all others end with the change (OWASP ASVS 7.4.3). */
type InSession = Readonly<{ keepOnly: string | null }>;

/** A new secret, good from its confirmation on. */
export type EnrolTotp = Command<'EnrolTotp', OfUser & { secret: string }>;
/** Proves that the secret has arrived in an app; the recovery codes are shown once, and kept as hashes. */
export type ConfirmTotp = Command<
  'ConfirmTotp',
  OfUser & Matched & InSession & { recoveryCodeHashes: readonly string[] }
>;
export type UseTotp = Command<'UseTotp', OfUser & Matched>;
export type UseRecoveryCode = Command<'UseRecoveryCode', OfUser & { codeHash: string }>;
/** Takes a code: whoever holds a session alone cannot get new ones. */
export type ReplaceRecoveryCodes = Command<
  'ReplaceRecoveryCodes',
  OfUser & Matched & { recoveryCodeHashes: readonly string[] }
>;
/** Takes a code, or a recovery code for whoever has lost the app. */
export type RemoveTotp = Command<'RemoveTotp', OfUser & InSession & (Matched | Readonly<{ codeHash: string }>)>;

export type SecondFactorCommand =
  | EnrolTotp
  | ConfirmTotp
  | UseTotp
  | UseRecoveryCode
  | ReplaceRecoveryCodes
  | RemoveTotp;

export type SecondFactorRejection = 'TOTP_NOT_ENROLLED' | 'TOTP_NOT_IN_FORCE' | 'TOTP_IN_FORCE' | 'CODE_INVALID';
