/** What a token is good for; one made for one purpose is never good for another. */
export type TokenPurpose = 'invitation' | 'emailVerification' | 'passwordReset' | 'refresh' | 'apiKey';

/** Whom a token names (UUIDs, in an order fixed for its purpose), and which one in a row it is. */
export type TokenParts = Readonly<{ ids: readonly string[]; generation: number }>;

/**
 * Bearer tokens of 256 bits that nobody stores: each is derived from whom it names under a key of its purpose, so it can
 * be minted again when a mail is sent, and names where to look when it comes back. A log holds its hash at most.
 * - invitation: organizationId, invitationId
 * - emailVerification, passwordReset: userId
 * - refresh: sessionId
 * - apiKey: organizationId, secretId
 */
export interface SecretTokens {
  mint(purpose: TokenPurpose, parts: TokenParts): Promise<Readonly<{ token: string; hash: string }>>;
  /** What a genuine token names, and its hash; undefined for every flaw alike. Whether it is still good is for the aggregate to say. */
  read(purpose: TokenPurpose, token: string): Promise<(TokenParts & Readonly<{ hash: string }>) | undefined>;
}
