import type { Denial } from '../../domain/team/access/denial.js';
import type { Evidence } from '../../domain/team/access/evidence.js';
import type { OrganizationAccess } from '../../domain/team/access/organizationAccess.js';
import type { Permission } from '../../domain/team/permissions.js';
import type { VerifiedClaims } from './accessTokens.js';

/** What somebody may do in an organization, and why. */
type Access = Readonly<{
  organizationId: string;
  /** A built-in role's name or a custom role's id. */
  role: string;
  /** What people call the role. */
  roleName: string;
  permissions: ReadonlySet<Permission>;
  /** The event that gave the role. */
  given: Evidence;
  /** Permissions once held and not held now, each with the event that took it away. */
  lost: ReadonlyMap<Permission, Evidence>;
}>;

/** A member of an organization, in a session in force. */
export type UserCaller = Access & Readonly<{ kind: 'user'; userId: string; sessionId: string }>;
/** A key of an organization's own; `keyId` names it, and `role` is `apiKey`. */
export type ApiKeyCaller = Access & Readonly<{ kind: 'apiKey'; keyId: string }>;
/** Who asks for something of an organization. */
export type Caller = UserCaller | ApiKeyCaller;

/** A person in a session in force, of whatever organization. */
export type SignedIn = Readonly<{
  kind: 'user';
  userId: string;
  sessionId: string;
  /** Null where the token is for no organization, or for one where the person has no membership in force. */
  organizationId: string | null;
}>;

/** What the log says, at this moment, of who holds a token. */
export type ResolvedCaller =
  | Readonly<{ outcome: 'caller'; caller: UserCaller }>
  /** The session is in force, the membership is not; `denial` is undefined for a token of no organization. */
  | Readonly<{ outcome: 'outsider'; person: SignedIn; denial: Denial | undefined }>
  | Readonly<{ outcome: 'sessionEnded' }>;

/** Something happened to a session, or to what people may do in an organization. */
export type CallerChange = Readonly<{ sessionId: string }> | Readonly<{ organizationId: string }>;

/** Who somebody is and what they may do, by the facts recorded up to now and not by what a token says. */
export interface Callers {
  /** At once, without a promise, when nothing has changed since this was last asked of the same person. */
  resolve(claims: Omit<VerifiedClaims, 'expiresAt'>): ResolvedCaller | Promise<ResolvedCaller>;
  /** Who may do what in an organization now, and through which events. */
  accessOf(organizationId: string): OrganizationAccess | Promise<OrganizationAccess>;
  /** Tells of everything that can change an answer, until the returned function is called. */
  onChange(listener: (change: CallerChange) => void): () => void;
}

/** Callers by their API keys. */
export interface ApiKeyCallers {
  /** Undefined for every flaw alike: no such key, another secret, revoked, expired. */
  resolve(key: string): Promise<ApiKeyCaller | undefined>;
}
