import { afterAll, beforeAll, expect, it } from 'vitest';
import { HmacAccessTokens } from '../../infrastructure/crypto/accessTokens.js';
import { givenMember } from '../support/givenOrganization.js';
import { IdentityClient } from '../support/identityClient.js';
import { withProductLog } from '../support/productLog.js';
import { SharedProduct } from '../support/sharedProduct.js';

const product = new SharedProduct();

beforeAll(() => product.start());
afterAll(() => product.dispose());

it('is asked of people who export or end their organization, and not of an API key that may export', async () => {
  const client = new IdentityClient(product);
  const { userId, organizationId, accessToken } = (await client.signUp('kim@archive.example')).body;
  const key = await client.post('api-keys', { name: 'Archive', permissions: ['team:export'] }, client.as(accessToken));
  expect(key.status, JSON.stringify(key.body)).toBe(201);

  const claims = { userId: String(userId), organizationId: String(organizationId), sessionId: 'a session of long ago' };
  const at = new Date(Date.now() - 11 * 60_000);
  await withProductLog(product.stores(), (log) => givenMember({ ...log, at }, claims));
  const tokens = new HmacAccessTokens([product.secrets().jwtSecret], { now: () => new Date(Date.now()) });
  const stale = client.as(await tokens.issue(claims, 300));
  for (const refused of [
    await client.call('GET', 'organization/export', undefined, stale),
    await client.call('DELETE', 'team/organization', { name: 'Kim' }, stale),
  ])
    expect(refused.body).toMatchObject({
      ...{ status: 403, code: 'proof_required' },
      decidedBy: { rule: 'provenWithinTenMinutes', type: 'SessionStarted' },
    });

  const headers = client.as(key.body.secret);
  const taken = await fetch(`${product.runtime().http}/api/v1/organization/export`, { headers });
  expect([taken.status, taken.headers.get('content-type')]).toEqual([200, 'application/zip']);
  expect((await taken.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
});
