import { LRUCache } from 'lru-cache';
import type { IdentityProvider } from '../ports/identityProvider.js';
import type { Logger } from '../ports/logger.js';
import type { AdmitPerson, AdmittedPerson } from './admitPerson.js';

export type IdentityProviderTokens = Readonly<{
  /** Who a token of the provider stands for; undefined for every flaw alike. @throws IdentityProviderUnavailable */
  verify: (token: string) => Promise<AdmittedPerson | undefined>;
}>;

/** The log is asked again whom a token stands for after this; whether its session is still in force is asked every time elsewhere. */
const ADMITTED_KEPT_MS = 60_000;

/** Access tokens that an outside identity provider gives out in place of the product. */
export function identityProviderTokens(
  provider: IdentityProvider,
  admit: AdmitPerson,
  logger: Pick<Logger, 'warn'>,
): IdentityProviderTokens {
  const admitted = new LRUCache<string, AdmittedPerson>({ max: 10_000, ttl: ADMITTED_KEPT_MS });

  return {
    async verify(token) {
      const identity = await provider.verify(token);
      if (!identity) return undefined;
      const known = admitted.get(token);
      if (known) return known;
      const admission = await admit(identity);
      if (!admission.admitted) {
        const { refusal } = admission;
        logger.warn({ refusal, issuer: identity.issuer }, 'a person of the identity provider was not admitted');
        return undefined;
      }
      admitted.set(token, admission.person);
      return admission.person;
    },
  };
}
