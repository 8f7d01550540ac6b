import { afterEach, describe, expect, it } from 'vitest';
import type { HttpLimits } from '../../../api/http/limits.js';
import { expectProblem } from './support/expectProblem.js';
import { owner, startTestApp, type TestApp } from './support/testApp.js';

let app: TestApp;
const start = async (limits: Partial<HttpLimits>) => {
  app = await startTestApp({ limits });
};
afterEach(() => app.close());

describe('rate limits', () => {
  it('hold per organization, and every answer says what is left', async () => {
    await start({ perOrganization: { requests: 2, seconds: 60 } });
    const first = await app.call('/api/v1/me');
    expect(first.headers.get('RateLimit-Policy')).toBe(
      '"ip";q=12000;w=60, "organization";q=2;w=60, "apiKey";q=3000;w=60',
    );
    expect(first.headers.get('RateLimit')).toBe('"organization";r=1;t=60');
    expect((await app.call('/api/v1/me')).headers.get('RateLimit')).toMatch(/^"organization";r=0;/);
    const refused = await app.call('/api/v1/me');
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    await expectProblem(refused, 429, 'rate_limited');
    const bearer = await app.accessTokens.issue({ ...owner, organizationId: 'org-2' }, 300);
    expect((await app.call('/api/v1/me', { bearer })).status).toBe(200);
  });

  it('hold per API key, and for nobody else of its organization', async () => {
    await start({ perApiKey: { requests: 2, seconds: 60 } });
    // A key is made of ids, so they have to be ids.
    const organizationId = '0193a5c2-7b1e-7c3a-9d4f-000000000001';
    const { userId } = owner;
    const bearer = await app.accessTokens.issue({ ...owner, organizationId }, 300);
    const [busy, other] = [
      await app.apiKeys.make(organizationId, userId, 'busy'),
      await app.apiKeys.make(organizationId, userId, 'other'),
    ];
    for (const left of [1, 0]) {
      const answer = await app.call('/api/v1/things', { bearer: busy });
      expect([answer.status, answer.headers.get('RateLimit')?.slice(0, 12)]).toEqual([200, `"apiKey";r=${left}`]);
    }
    const refused = await app.call('/api/v1/things', { bearer: busy });
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    await expectProblem(refused, 429, 'rate_limited');
    expect((await app.call('/api/v1/things', { bearer: other })).status).toBe(200);
    expect((await app.call('/api/v1/things', { bearer })).status).toBe(200);
  });

  it('hold per address, before the token is looked at, but not for probes', async () => {
    await start({ perIp: { requests: 2, seconds: 60 } });
    await expectProblem(await app.call('/api/v1/me', { bearer: 'x' }), 401, 'invalid_token');
    await expectProblem(await app.call('/nowhere', { bearer: 'y' }), 404, 'not_found');
    await expectProblem(await app.call('/api/v1/me'), 429, 'rate_limited');
    await expectProblem(
      await app.call('/api/v1/me', { headers: { 'X-Forwarded-For': '6.6.6.6' } }),
      429,
      'rate_limited',
    );
    for (const path of ['/health', '/ready', '/metrics']) expect((await app.call(path)).status).toBe(200);
  });

  it('behind one proxy of ours, the address it saw counts, not what a client claims', async () => {
    await start({ trustedProxies: 1 });
    const answer = await app.call('/api/v1/me', { headers: { 'X-Forwarded-For': '6.6.6.6, 203.0.113.9' } });
    expect(await answer.json()).toMatchObject({ ip: '203.0.113.9' });
  });
});
