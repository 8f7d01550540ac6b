import type { SecondFactor } from './secondFactor.js';
import type { SignInFailed } from './user.events.js';

/** The tokens of one kind that went out by mail: a later one kills the earlier. */
export type MailedTokens = Readonly<{
  /** Of the last one; 0 before the first. */
  generation: number;
  /** The last one, until it is used or dies. */
  open: Readonly<{ generation: number; tokenHash: string; expiresAt: string }> | null;
  /** When the last few expire or would have: how often a mail was asked for. */
  recent: readonly string[];
}>;

export type RegisteredUser = Readonly<{
  status: 'registered';
  userId: string;
  /** Canonical. */
  email: string;
  name: string;
  locale: string | null;
  timeZone: string | null;
  /** Null for who signs in through an outside identity provider. */
  passwordHash: string | null;
  emailVerified: boolean;
  verification: MailedTokens;
  reset: MailedTokens;
  /** Failed attempts to sign in of the last quarter of an hour, the oldest first. */
  failures: readonly Readonly<{ ip: string; at: string; factor: SignInFailed['data']['factor'] }>[];
  lockOuts: readonly Readonly<{ ip: string; until: string }>[];
  /** The sessions begun that may be in force still, the oldest first; each one's stream knows. */
  sessions: readonly Readonly<{ sessionId: string; at: string }>[];
  /** Which organization the last session began in. */
  lastOrganizationId: string | null;
  secondFactor: SecondFactor;
}>;

export type User = Readonly<{ status: 'none' }> | RegisteredUser | Readonly<{ status: 'erased'; userId: string }>;
