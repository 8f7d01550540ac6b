// Stored format: add optional fields, never rename or retype; a breaking change is a new schema version and an upcaster.
import type { Event } from '../../event.js';

type OfSession = Readonly<{ sessionId: string; userId: string }>;

/** `ip` and `userAgent` are personal and stored encrypted under the user's key. */
export type SessionStarted = Event<
  'SessionStarted',
  OfSession & {
    /** Which organization its access tokens are for; null while the person belongs to none. */
    organizationId: string | null;
    method: 'signUp' | 'password' | 'totp' | 'recoveryCode' | 'identityProvider' | 'impersonation';
    ip: string;
    userAgent: string;
    expiresAt: string;
    at?: string;
  }
>;
/** A refresh token was exchanged for the next one; `generation` is the new one's. */
export type SessionRefreshed = Event<
  'SessionRefreshed',
  OfSession & { generation: number; expiresAt: string; at?: string }
>;
export type SessionOrganizationSwitched = Event<
  'SessionOrganizationSwitched',
  OfSession & { from: string | null; to: string | null }
>;
export type SessionEndReason =
  | 'signedOut'
  | 'revoked'
  /** A refresh token was used that had been exchanged before. */
  | 'refreshTokenReused'
  | 'passwordChanged'
  | 'secondFactorChanged'
  | 'erased';
/** No token of the family is good any more. */
export type SessionEnded = Event<'SessionEnded', OfSession & { reason: SessionEndReason }>;
export type SessionEvent = SessionStarted | SessionRefreshed | SessionOrganizationSwitched | SessionEnded;
