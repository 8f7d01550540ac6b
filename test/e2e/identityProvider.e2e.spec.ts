import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { derivedId } from '../../application/derivedIds.js';
import { HmacAccessTokens } from '../../infrastructure/crypto/accessTokens.js';
import { goodPassword, IdentityClient } from '../support/identityClient.js';
import { RunningProduct } from '../support/runningProduct.js';
import { audience, newSigningKey, type SigningProvider, signingProvider } from '../support/signingProvider.js';
import { socketClient } from '../support/socketClient.js';

let provider: SigningProvider;
let product: RunningProduct;
let client: IdentityClient;
beforeAll(async () => {
  provider = await signingProvider({ now: () => new Date(Date.now()) });
  product = new RunningProduct(undefined, {
    ...{ AUTH_JWKS_URL: provider.jwksUrl, AUTH_ISSUER: provider.issuer, AUTH_AUDIENCE: audience, DEMO_DATA: '' },
  });
  await product.start();
  client = new IdentityClient(product);
});
afterAll(async () => {
  await product.dispose();
  await provider.close();
});

const me = async (token: string) => client.call('GET', 'me', undefined, client.as(token));

describe('with an outside identity provider', () => {
  it('a person is who the provider says, from the first request on', async () => {
    const answer = await me(await provider.token());
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body).toMatchObject({
      userId: derivedId('identityProvider', provider.issuer, 'person-1'),
      ...{ email: 'ada@example.com', name: 'Ada Lovelace', emailVerified: true, organizationId: null },
    });
  });

  it('works in an organization of its own, switches to another, and its open socket does not follow', async () => {
    const token = await provider.token();
    const own = client.as(token);
    const create = async (name: string) => (await client.post('me/organizations', { name }, own)).body.organizationId;
    const [one, two] = [await create('Analytical Engines'), await create('Difference Engines')];
    expect((await client.call('GET', 'team/members', undefined, own)).body.code).toBe('not_a_member');

    const switched = await client.post('auth/switch-organization', { organizationId: one }, own);
    expect(switched.body).toEqual({ organizationId: one, accessToken: null, expiresIn: null });
    const position = switched.headers.get('consistency-token') ?? '';
    const members = await client.call('GET', 'team/members', undefined, { ...own, 'consistency-token': position });
    expect(members.body.data).toMatchObject([{ email: 'ada@example.com', role: 'owner' }]);
    const { data } = (await client.call('GET', 'me/organizations', undefined, own)).body;
    expect(data).toMatchObject([
      { organizationId: one, name: 'Analytical Engines', role: 'owner', status: 'active', current: true },
      { organizationId: two, name: 'Difference Engines', role: 'owner', status: 'active', current: false },
    ]);

    const socket = socketClient(String(product.runtime().gateway), { token });
    onTestFinished(() => socket.drop());
    await socket.first('welcome');
    await client.post('auth/switch-organization', { organizationId: two }, own);
    expect(await socket.ended).toMatchObject({ code: 4403 });
    expect((await me(token)).body.organizationId).toBe(two);
    const named = await provider.token({ claims: { objecta_organization: one } });
    expect((await me(named)).body.organizationId).toBe(one);
  });

  it('is in no organization that is not its own', async () => {
    const stranger = { sub: 'person-2', email: 'eve@example.com', sid: 'eve-1' };
    const own = client.as(await provider.token({ claims: stranger }));
    const { organizationId } = (await me(await provider.token())).body;
    const wish = { organizationId };
    expect((await client.post('auth/switch-organization', wish, own)).body.code).toBe('not_found');
    const claimed = await provider.token({ claims: { ...stranger, objecta_organization: organizationId } });
    expect((await me(claimed)).body.organizationId).toBeNull();
    expect((await client.call('GET', 'team/members', undefined, client.as(claimed))).body.code).toBe('not_a_member');
  });

  it('a session that is revoked is over for the next request', async () => {
    const token = await provider.token({ claims: { sid: 'to-be-revoked' } });
    const { sessionId } = (await me(token)).body;
    const other = client.as(await provider.token());
    expect((await client.call('DELETE', `me/sessions/${String(sessionId)}`, undefined, other)).status).toBe(204);
    expect((await me(token)).status).toBe(401);
    expect((await me(await provider.token({ claims: { sid: 'to-be-revoked' } }))).status).toBe(401);
  });

  it('tokens of our own making, and of anybody else, are worth nothing', async () => {
    const { jwtSecret } = product.secrets();
    const ours = new HmacAccessTokens([jwtSecret], { now: () => new Date(Date.now()) });
    const { userId, sessionId, organizationId } = (await me(await provider.token())).body;
    const claims = { userId, sessionId, organizationId } as {
      userId: string;
      sessionId: string;
      organizationId: string;
    };
    expect((await me(await ours.issue(claims, 300))).status).toBe(401);
    expect((await me(await provider.token({ key: await newSigningKey('first') }))).status).toBe(401);
    expect((await me(await provider.token({ claims: { aud: 'https://other.example' } }))).status).toBe(401);
  });

  it('who has signed in a moment ago is erased without a password', async () => {
    const own = client.as(
      await provider.token({ claims: { sub: 'person-2', email: 'bea@example.com', sid: 'fresh' } }),
    );
    expect((await client.call('GET', 'me', undefined, own)).status).toBe(200);
    const answer = await client.call('DELETE', 'me', {}, own);
    expect(answer.status, JSON.stringify(answer.body)).toBe(202);
    expect((await client.call('GET', 'me', undefined, own)).status).toBe(401);
  });

  it.each([
    ['POST', 'auth/sign-up', { email: 'new@example.com', password: goodPassword, name: 'New' }],
    ['POST', 'auth/sign-in', { email: 'ada@example.com', password: goodPassword }],
    ['POST', 'auth/refresh', {}],
    ['POST', 'auth/sign-out', {}],
    ['POST', 'auth/verify-email', { token: 'x' }],
    ['POST', 'auth/password-reset', { email: 'ada@example.com' }],
    ['POST', 'auth/password-reset/confirm', { token: 'x', password: goodPassword }],
    ['POST', 'me/password', {}],
    ['POST', 'me/totp', { password: goodPassword }],
    ['POST', 'me/totp/confirm', { totp: '123456' }],
    ['DELETE', 'me/totp', undefined],
  ])('%s %s is turned off', async (method, path, body) => {
    const own = client.as(await provider.token());
    const answer = await client.call(method, path, body, own);
    expect([answer.status, answer.body.code]).toEqual([409, 'identity_provider_in_use']);
  });

  it('people change their profile as ever', async () => {
    const own = client.as(await provider.token());
    const change = { name: ' Ada King ', locale: 'en-gb', timeZone: 'Europe/London' };
    const changed = await client.call('PATCH', 'me', change, own);
    expect(changed.status, JSON.stringify(changed.body)).toBe(200);
    const saved = { name: 'Ada King', locale: 'en-GB', timeZone: 'Europe/London' };
    expect((await client.call('GET', 'me', undefined, own)).body).toMatchObject(saved);
    const again = await client.call('PATCH', 'me', change, own);
    expect(again.headers.get('etag')).toBe(changed.headers.get('etag'));
    const wrong = [{ locale: 'not a tag' }, { timeZone: 'Mars/Olympus' }, { name: 'two\nlines' }, { email: 'x@y.zz' }];
    for (const each of wrong) expect((await client.call('PATCH', 'me', each, own)).status).toBe(422);
  });
});
