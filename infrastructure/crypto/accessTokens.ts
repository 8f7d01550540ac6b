import { jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { AccessClaims, AccessTokens, VerifiedClaims } from '../../application/ports/accessTokens.js';
import type { Clock } from '../../application/ports/clock.js';
import { isCanonicalToken } from './canonicalToken.js';

const issuer = 'objecta';
const audience = 'objecta-api';
/** RFC 9068: no other kind of token passes for an access token. */
const tokenType = 'at+jwt';
const leewaySeconds = 60;

const payloadSchema = z.object({
  sub: z.string().min(1),
  organizationId: z.string().min(1).nullable(),
  sid: z.string().min(1),
  exp: z.number(),
  iat: z.number().optional(),
});

// A header that names where to find a key, or embeds one, is an attack: our tokens have none of these.
const foreignKeyHeaders = ['jku', 'jwk', 'x5u', 'x5c', 'x5t', 'kid'];

/**
 * Access tokens as JWT signed with HS256.
 * @param secrets at least one of at least 32 bytes; the first signs, all verify, so that a secret can be rolled
 */
export class HmacAccessTokens implements AccessTokens {
  private readonly keys: readonly Uint8Array[];
  private readonly signingKey: Uint8Array;
  // A caller sends the same token for minutes: its signature is checked once, its expiry each time.
  private readonly verified = new LRUCache<string, VerifiedClaims>({ max: 10_000 });

  constructor(
    secrets: readonly string[],
    private readonly clock: Clock,
  ) {
    this.keys = secrets.map((secret) => new TextEncoder().encode(secret));
    const [signingKey] = this.keys;
    if (!signingKey || this.keys.some((key) => key.length < 32))
      throw new Error('JWT_SECRET must hold secrets of at least 32 bytes each');
    this.signingKey = signingKey;
  }

  async verify(token: string, shown?: 'once'): Promise<VerifiedClaims | undefined> {
    const kept = this.verified.get(token);
    const known = kept ?? (await this.check(token));
    if (known && known !== kept && shown !== 'once') this.verified.set(token, known);
    if (!known || this.seconds() > known.expiresAt.getTime() / 1000 + leewaySeconds) return undefined;
    return known;
  }

  async issue({ userId, organizationId, sessionId }: AccessClaims, lifetimeSeconds: number): Promise<string> {
    const now = this.seconds();
    return new SignJWT({ organizationId, sid: sessionId })
      .setProtectedHeader({ alg: 'HS256', typ: tokenType })
      .setSubject(userId)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSeconds)
      .sign(this.signingKey);
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }

  private async check(token: string): Promise<VerifiedClaims | undefined> {
    if (token.length > 4_096 || !isCanonicalToken(token)) return undefined;
    for (const key of this.keys) {
      const payload = await this.payloadUnder(key, token);
      const parsed = payloadSchema.safeParse(payload);
      if (!parsed.success) continue;
      const { sub, organizationId, sid, exp, iat } = parsed.data;
      if (iat !== undefined && iat > this.seconds() + leewaySeconds) return undefined;
      const expiresAt = new Date(exp * 1000);
      return Object.freeze({ userId: sub, organizationId, sessionId: sid, expiresAt });
    }
    return undefined;
  }

  private async payloadUnder(key: Uint8Array, token: string): Promise<unknown> {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        issuer,
        audience,
        typ: tokenType,
        clockTolerance: leewaySeconds,
        currentDate: this.clock.now(),
      });
      return foreignKeyHeaders.some((name) => name in protectedHeader) ? undefined : payload;
    } catch {
      // Every flaw is the same to the caller, and none is a fault of ours.
      return undefined;
    }
  }
}
