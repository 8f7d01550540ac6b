/**
 * Who asks, as a verified access token says: a person, in a session, for an organization or for none. What they may do
 * there is not in the token: `Callers` tells it.
 */
export type AccessClaims = Readonly<{ userId: string; organizationId: string | null; sessionId: string }>;

/** The claims of a token in hand, and until when it is good. */
export type VerifiedClaims = Readonly<{
  userId: string;
  /** Undefined where the token leaves it open: the one the session is in, as of an outside identity provider. */
  organizationId: string | null | undefined;
  sessionId: string;
  expiresAt: Date;
}>;

/** Short-lived bearer tokens for people; nothing of them is stored. */
export interface AccessTokens {
  /**
   * The claims of a token that is genuine, ours, meant for this API and in force now; undefined for every flaw alike.
   * Tokens are remembered for who shows them with every request; not those that are shown `once`.
   */
  verify(token: string, shown?: 'once'): Promise<VerifiedClaims | undefined>;
  /** A new token that expires after so many seconds. */
  issue(claims: AccessClaims, lifetimeSeconds: number): Promise<string>;
}
