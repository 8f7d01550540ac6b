import type { SessionEnded } from '../../identity/session/session.events.js';
import type { NewDeviceSeen } from '../../identity/signInDevices/signInDevices.events.js';
import type {
  EmailVerificationRequested,
  EmailVerified,
  PasswordChanged,
  PasswordResetRequested,
  RecoveryCodesReplaced,
  RecoveryCodeUsed,
  SignInLockedOut,
  TotpConfirmed,
  TotpRemoved,
  UserRegistered,
} from '../../identity/user/user.events.js';
import { type WrittenMail, writeMail } from './mailTemplates.js';

export type PersonMailedEvent =
  | UserRegistered
  | EmailVerificationRequested
  | EmailVerified
  | PasswordResetRequested
  | PasswordChanged
  | SignInLockedOut
  | TotpConfirmed
  | TotpRemoved
  | RecoveryCodeUsed
  | RecoveryCodesReplaced
  | SessionEnded
  | NewDeviceSeen;

/** Whose account it is, and when it happened. */
export type Affected = Readonly<{ name: string; at: string }>;

/** Every mail to a person about its own account, by the event that causes it; undefined where none is due. */
export const identityMails: {
  readonly [T in PersonMailedEvent['type']]: (
    data: Extract<PersonMailedEvent, { type: T }>['data'],
    affected: Affected,
  ) => WrittenMail | undefined;
} = {
  UserRegistered: ({ emailVerified }, { name }) =>
    emailVerified ? writeMail('identity.welcome', { name }) : undefined,
  EmailVerified: (_, { name }) => writeMail('identity.welcome', { name }),
  EmailVerificationRequested: ({ userId, generation, expiresAt }, { name }) =>
    writeMail('identity.verifyEmail', { name, userId, generation, expiresAt }),
  PasswordResetRequested: ({ userId, generation, expiresAt }, { name }) =>
    writeMail('identity.resetPassword', { name, userId, generation, expiresAt }),
  PasswordChanged: ({ how }, affected) => writeMail('identity.passwordChanged', { ...affected, how }),
  SignInLockedOut: ({ ip, until }, affected) => writeMail('identity.lockedOut', { ...affected, ip, until }),
  TotpConfirmed: (_, affected) => writeMail('identity.secondFactorAdded', affected),
  TotpRemoved: (_, affected) => writeMail('identity.secondFactorRemoved', affected),
  RecoveryCodeUsed: ({ left }, affected) => writeMail('identity.recoveryCodeUsed', { ...affected, left }),
  RecoveryCodesReplaced: (_, affected) => writeMail('identity.recoveryCodesReplaced', affected),
  SessionEnded: ({ reason }, affected) =>
    reason === 'refreshTokenReused' ? writeMail('identity.sessionRevoked', affected) : undefined,
  NewDeviceSeen: ({ first, ip, device }, affected) =>
    first ? undefined : writeMail('identity.newDevice', { ...affected, ip, device }),
};
