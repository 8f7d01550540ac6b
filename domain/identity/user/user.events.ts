// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';
import type { SessionStarted } from '../session/session.events.js';

type SessionMethod = SessionStarted['data']['method'];
type OfUser = Readonly<{ userId: string }>;
/** The sessions that end with a change of how the person signs in. */
type EndingSessions = Readonly<{ sessionsEnded?: string[] }>;
/** Of a token that goes out by mail; the token itself is minted when the mail is sent (the port `SecretTokens`). */
type MailedToken = Readonly<{ generation: number; tokenHash: string; expiresAt: string }>;

/** `email`, `name` and `passwordHash` (argon2id) are stored encrypted under the user's key. */
export type UserRegistered = Event<
  'UserRegistered',
  OfUser & {
    email: string;
    name: string;
    /** Null for who signs in through an outside identity provider. */
    passwordHash: string | null;
    /** True where the address is proven already: by an invitation's token, or by the identity provider. */
    emailVerified: boolean;
  }
>;
export type EmailVerificationRequested = Event<'EmailVerificationRequested', OfUser & MailedToken>;
export type EmailVerified = Event<'EmailVerified', OfUser>;
/** `name` is personal. */
export type ProfileChanged = Event<'ProfileChanged', OfUser & { name: string; locale?: string; timeZone?: string }>;

/** `ip` is personal. */
export type SignInFailed = Event<
  'SignInFailed',
  OfUser & { ip: string; factor: 'password' | 'totp' | 'recoveryCode'; at?: string }
>;
/** Further attempts from that address are refused until then. `ip` is personal. */
export type SignInLockedOut = Event<'SignInLockedOut', OfUser & { ip: string; until: string }>;

/** A session begins with it, whose stream follows. `ip` is personal. */
export type SignedIn = Event<
  'SignedIn',
  OfUser & {
    sessionId: string;
    organizationId: string | null;
    method: SessionMethod;
    ip: string;
    at: string;
    /** The oldest, where there would be too many. */
    sessionsEnded: string[];
  }
>;

export type PasswordResetRequested = Event<'PasswordResetRequested', OfUser & MailedToken>;
/** `passwordHash` is stored encrypted. */
export type PasswordChanged = Event<
  'PasswordChanged',
  OfUser & {
    passwordHash: string;
    how: 'changed' | 'reset';
    /** The sessions that end with the old password. */
    sessionsEnded?: string[];
  }
>;

/** `secret` (base32) is stored encrypted. Not in force before TotpConfirmed. */
export type TotpEnrolled = Event<'TotpEnrolled', OfUser & { secret: string }>;
/** `recoveryCodeHashes` are SHA-256 of single-use codes; `step` is the time step used, not good again. */
export type TotpConfirmed = Event<
  'TotpConfirmed',
  OfUser & { recoveryCodeHashes: string[]; step: number } & EndingSessions
>;
/** A one-time password was used; its time step is not good again (RFC 6238, 5.2). */
export type TotpUsed = Event<'TotpUsed', OfUser & { step: number }>;
export type TotpRemoved = Event<'TotpRemoved', OfUser & EndingSessions>;
export type RecoveryCodeUsed = Event<'RecoveryCodeUsed', OfUser & { codeHash: string; left: number }>;
export type RecoveryCodesReplaced = Event<'RecoveryCodesReplaced', OfUser & { recoveryCodeHashes: string[] }>;

/** The person's keys are deleted: what was stored under them cannot be read any more. */
export type PersonErased = Event<'PersonErased', OfUser & { requestedBy: string }>;

export type UserEvent =
  | UserRegistered
  | EmailVerificationRequested
  | EmailVerified
  | ProfileChanged
  | SignInFailed
  | SignInLockedOut
  | SignedIn
  | PasswordResetRequested
  | PasswordChanged
  | TotpEnrolled
  | TotpConfirmed
  | TotpUsed
  | TotpRemoved
  | RecoveryCodeUsed
  | RecoveryCodesReplaced
  | PersonErased;
