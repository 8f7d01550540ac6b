/** What a token of the outside identity provider proves. */
export type ProvenIdentity = Readonly<{
  issuer: string;
  /** Names the person at the issuer, for ever. */
  subject: string;
  /** Names the sign-in at the provider that the token comes from. */
  session: string;
  /** Only an address that the provider says it has verified. */
  email: string | null;
  name: string | null;
  /** The organization the token is for, where the provider says so. */
  organizationId: string | null;
  expiresAt: Date;
}>;

/** The provider's keys cannot be had just now, so no token can be told from another. */
export class IdentityProviderUnavailable extends Error {
  override readonly name = 'IdentityProviderUnavailable';
}

/** Signs people in in place of the product. */
export interface IdentityProvider {
  /**
   * What a token proves that the provider signed, for this product, and that is in force now; undefined for every flaw alike.
   * @throws IdentityProviderUnavailable
   */
  verify(token: string): Promise<ProvenIdentity | undefined>;
}
