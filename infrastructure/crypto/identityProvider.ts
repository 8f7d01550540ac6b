import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock } from '../../application/ports/clock.js';
import {
  type IdentityProvider,
  IdentityProviderUnavailable,
  type ProvenIdentity,
} from '../../application/ports/identityProvider.js';
import { canonicalEmail } from '../../domain/emailAddress.js';
import { isCanonicalToken } from './canonicalToken.js';

export type IdentityProviderSettings = Readonly<{
  /** Where the provider publishes its keys (RFC 7517). */
  jwksUrl: string;
  issuer: string;
  audience: string;
  /** How often, at most, an unknown key sends us back to the provider. */
  cooldownMs?: number;
  timeoutMs?: number;
}>;

/** Signatures that only the provider can make: with a shared secret, whoever verifies could forge (RFC 8725, 3.2). */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** Not every provider names its access tokens as RFC 9068 wants; what it names something else is no access token. */
const TYPES = new Set(['at+jwt', 'application/at+jwt', 'jwt']);
const KEYS_KEPT_MS = 600_000;
const LEEWAY_SECONDS = 60;
const LONGEST_TOKEN = 8_192;
/** A key the provider has withdrawn is unknown here at the latest after this and the time keys are kept. */
const VERIFIED_KEPT_MS = 60_000;

const foreignKeyHeaders = ['jku', 'jwk', 'x5u', 'x5c'];

const payloadSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1).max(255),
  exp: z.number(),
  iat: z.number(),
  sid: z.string().min(1).optional(),
  auth_time: z.number().optional(),
  email: z.string().optional(),
  // Some providers send it as text.
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
  name: z.string().trim().min(1).max(200).optional().catch(undefined),
  objecta_organization: z.guid().toLowerCase().optional(),
});

/** An OpenID Connect or OAuth provider, known by its published keys; its tokens are JWT (RFC 9068, RFC 8725). */
export function identityProvider(settings: IdentityProviderSettings, clock: Clock): IdentityProvider {
  const { jwksUrl, issuer, audience, cooldownMs = 30_000, timeoutMs = 5_000 } = settings;
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    timeoutDuration: timeoutMs,
    cooldownDuration: cooldownMs,
    cacheMaxAge: KEYS_KEPT_MS,
  });
  const verified = new LRUCache<string, ProvenIdentity>({ max: 10_000, ttl: VERIFIED_KEPT_MS });
  const seconds = () => Math.floor(clock.now().getTime() / 1_000);

  const keyOf: JWTVerifyGetKey = async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (isOfToken(error)) throw error;
      throw new IdentityProviderUnavailable(`no keys could be had from ${jwksUrl}`, { cause: error });
    }
  };

  async function check(token: string): Promise<ProvenIdentity | undefined> {
    if (token.length > LONGEST_TOKEN || !isCanonicalToken(token)) return undefined;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keyOf, {
        ...{ algorithms: ALGORITHMS, issuer, audience, clockTolerance: LEEWAY_SECONDS, currentDate: clock.now() },
      });
      const { typ } = protectedHeader;
      if (typ !== undefined && !TYPES.has(typ.toLowerCase())) return undefined;
      if (foreignKeyHeaders.some((name) => name in protectedHeader)) return undefined;
      const parsed = payloadSchema.safeParse(payload);
      return parsed.success && parsed.data.iat <= seconds() + LEEWAY_SECONDS ? proven(parsed.data) : undefined;
    } catch (error) {
      if (error instanceof IdentityProviderUnavailable) throw error;
      // Every flaw is the same to the caller, and none is a fault of ours.
      return undefined;
    }
  }

  return {
    async verify(token) {
      const known = verified.get(token) ?? (await check(token));
      if (!known || seconds() > known.expiresAt.getTime() / 1_000 + LEEWAY_SECONDS) return undefined;
      if (!verified.has(token)) verified.set(token, known);
      return known;
    },
  };
}

/** Whether it is the token that names no key of the provider's, rather than the provider that does not answer. */
const isOfToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported;

function proven(payload: z.infer<typeof payloadSchema>): ProvenIdentity {
  const { iss, sub, exp, iat, sid, auth_time, email, email_verified, name, objecta_organization } = payload;
  const isVerified = email_verified === true || email_verified === 'true';
  return Object.freeze({
    issuer: iss,
    subject: sub,
    session: sid ?? `${auth_time ?? iat}`,
    email: (isVerified && email !== undefined && canonicalEmail(email)) || null,
    name: name ?? null,
    organizationId: objecta_organization ?? null,
    expiresAt: new Date(exp * 1_000),
  });
}
