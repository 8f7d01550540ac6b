import type { Context } from 'koa';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { HttpLimits, RateLimit } from '../limits.js';
import { RequestRefused } from '../problem.js';

type Name = 'ip' | 'organization' | 'apiKey';

const policyOf = (name: Name, { requests, seconds }: RateLimit): string => `"${name}";q=${requests};w=${seconds}`;

/**
 * Counts requests per address, per organization and per API key, in this process, and says so in every answer
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
export class RateLimits {
  private readonly limiters: Readonly<Record<Name, RateLimiterMemory>>;
  private readonly ofRoutes = new Map<string, RateLimiterMemory>();
  private readonly policy: string;

  constructor({ perIp, perOrganization, perApiKey }: Pick<HttpLimits, 'perIp' | 'perOrganization' | 'perApiKey'>) {
    const limiter = ({ requests, seconds }: RateLimit) =>
      new RateLimiterMemory({ points: requests, duration: seconds });
    this.limiters = { ip: limiter(perIp), organization: limiter(perOrganization), apiKey: limiter(perApiKey) };
    this.policy = [
      policyOf('ip', perIp),
      policyOf('organization', perOrganization),
      policyOf('apiKey', perApiKey),
    ].join(', ');
  }

  /** @throws RequestRefused rate_limited, with Retry-After */
  take(context: Context, name: Name, key: string): Promise<void> {
    return this.consume(context, this.limiters[name], name, key);
  }

  /**
   * Counts a request of an address against the limit of one route.
   * @throws RequestRefused rate_limited, with Retry-After
   */
  takeRoute(context: Context, operationId: string, { requests, seconds }: RateLimit): Promise<void> {
    const limiter = this.ofRoutes.get(operationId) ?? new RateLimiterMemory({ points: requests, duration: seconds });
    this.ofRoutes.set(operationId, limiter);
    return this.consume(context, limiter, operationId, context.ip);
  }

  private async consume(context: Context, limiter: RateLimiterMemory, name: string, key: string): Promise<void> {
    try {
      this.show(context, name, await limiter.consume(key));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      this.show(context, name, refusal);
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw new RequestRefused('rate_limited', { headers: { 'Retry-After': String(seconds) } });
    }
  }

  private show(context: Context, name: string, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
    const { res } = context;
    if (name === 'ip') res.setHeader('RateLimit-Policy', this.policy);
    res.setHeader('RateLimit', `"${name}";r=${remainingPoints};t=${Math.ceil(msBeforeNext / 1000)}`);
  }
}
