import type { Command } from '../../command.js';
import type { SecondFactorCommand, SecondFactorRejection, UseRecoveryCode, UseTotp } from './secondFactor.commands.js';
import type { SignedIn, SignInFailed } from './user.events.js';

type OfUser = Readonly<{ userId: string }>;
/** A token minted for a mail: the one after the last of its kind, and its SHA-256. */
type MintedToken = Readonly<{ generation: number; tokenHash: string }>;

export type RegisterUser = Command<
  'RegisterUser',
  OfUser & {
    email: string;
    name: string;
    passwordHash: string | null;
    /** Null where the address is proven already. */
    verificationTokenHash: string | null;
  }
>;
export type SignIn = Command<
  'SignIn',
  Omit<SignedIn['data'], 'at' | 'sessionsEnded'> & {
    /** The hash the password was found right against; null where none was asked for. */
    verifiedHash: string | null;
    /** What the second factor in force was asked with. */
    secondFactor: UseTotp | UseRecoveryCode | null;
  }
>;
export type RecordFailedSignIn = Command<'RecordFailedSignIn', Omit<SignInFailed['data'], 'at'>>;
export type RequestEmailVerification = Command<'RequestEmailVerification', OfUser & MintedToken>;
export type VerifyEmail = Command<'VerifyEmail', OfUser & MintedToken>;
export type RequestPasswordReset = Command<'RequestPasswordReset', OfUser & MintedToken>;
export type ResetPassword = Command<'ResetPassword', OfUser & MintedToken & { passwordHash: string }>;
export type ChangePassword = Command<
  'ChangePassword',
  OfUser & {
    verifiedHash: string;
    passwordHash: string;
    /** Ends all sessions but this one; null ends none. */
    keepOnly: string | null;
  }
>;

/** `locale` is a BCP 47 tag, `timeZone` an IANA name; what is absent stays as it is. */
export type ChangeProfile = Command<
  'ChangeProfile',
  OfUser & Readonly<{ name?: string | undefined; locale?: string | undefined; timeZone?: string | undefined }>
>;

/** With a password that was found right, or a second factor; with neither only where the person has neither. */
export type ErasePerson = Command<
  'ErasePerson',
  OfUser & { sessionId: string; verifiedHash: string | null; secondFactor: UseTotp | UseRecoveryCode | null }
>;

export type EmailVerificationCommand = RequestEmailVerification | VerifyEmail;
export type PasswordCommand = RequestPasswordReset | ResetPassword | ChangePassword;
export type SignInCommand = SignIn | RecordFailedSignIn;
export type UserCommand =
  | RegisterUser
  | SignInCommand
  | EmailVerificationCommand
  | PasswordCommand
  | ChangeProfile
  | ErasePerson
  | SecondFactorCommand;

export type UserRejection =
  | 'EMAIL_TAKEN'
  | 'SIGN_IN_FAILED'
  | 'SIGN_IN_LOCKED'
  | 'SECOND_FACTOR_REQUIRED'
  | 'TOKEN_GONE'
  /** It has to be proven once more who asks. */
  | 'PROOF_REQUIRED'
  | SecondFactorRejection;
