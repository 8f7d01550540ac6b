import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answered, goodPassword, IdentityClient } from '../support/identityClient.js';
import { SharedProduct } from '../support/sharedProduct.js';

const product = new SharedProduct();
let client: IdentityClient;
beforeAll(async () => {
  await product.start();
  client = new IdentityClient(product);
});
afterAll(() => product.dispose());

let people = 0;
let email: string;
let session: Record<string, unknown>;
beforeEach(async () => {
  email = `person-${++people}@sessions.example`;
  session = (await client.signUp(email)).body;
});

const me = (accessToken: unknown): Promise<Answered> => client.call('GET', 'me', undefined, client.as(accessToken));

describe('refreshing', () => {
  it('gives two tabs that present one token the same successor', async () => {
    const [one, other] = await Promise.all([
      client.refresh(session.refreshToken),
      client.refresh(session.refreshToken),
    ]);
    expect([one?.status, other?.status]).toEqual([200, 200]);
    expect(one?.body.refreshToken).not.toBe(session.refreshToken);
    expect(other?.body.refreshToken).toBe(one?.body.refreshToken);
    expect((await client.refresh(one?.body.refreshToken)).status).toBe(200);
  });

  it('ends the family when a token is used that is two exchanges old', async () => {
    const second = (await client.refresh(session.refreshToken)).body;
    const third = (await client.refresh(second.refreshToken)).body;
    expect((await me(third.accessToken)).status).toBe(200);
    const reused = await client.refresh(session.refreshToken);
    expect(reused).toMatchObject({ status: 401, body: { code: 'session_ended' } });
    expect((await client.refresh(third.refreshToken)).status).toBe(401);
    expect((await me(third.accessToken)).status).toBe(401);
  });

  it.each(['', 'x', 'A'.repeat(91)])('refuses the token %j', async (token) => {
    const { status } = await client.refresh(token);
    expect(status).toBe(token === '' ? 422 : 401);
  });

  it('takes the cookie from pages of ours only', async () => {
    const signedIn = await client.signIn(email, goodPassword, { tokenTransport: 'cookie' });
    expect(signedIn.body).not.toHaveProperty('refreshToken');
    const cookie = String(signedIn.headers.get('set-cookie'));
    expect(cookie).toMatch(/^objecta_refresh=[\w-]+; Max-Age=\d+; Path=\/api\/v1\/auth; HttpOnly; SameSite=Strict$/);
    const [sent = ''] = cookie.split(';');
    const refreshWith = (headers: Record<string, string>) => client.call('POST', 'auth/refresh', undefined, headers);
    expect(await refreshWith({ cookie: sent })).toMatchObject({ status: 403, body: { code: 'csrf' } });
    expect((await refreshWith({ cookie: sent, origin: 'https://evil.example' })).status).toBe(403);
    const refreshed = await refreshWith({ cookie: sent, origin: 'http://localhost:3001' });
    expect(refreshed.status).toBe(200);
    const next = String(refreshed.headers.get('set-cookie')).split(';')[0] ?? '';
    expect(next).not.toBe(sent);
    const out = await client.call('POST', 'auth/sign-out', undefined, {
      cookie: next,
      origin: 'http://localhost:3001',
    });
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await refreshWith({ cookie: next, origin: 'http://localhost:3001' })).status).toBe(401);
    expect((await me(signedIn.body.accessToken)).status).toBe(401);
  });
});

describe('the sessions of a person', () => {
  it('are listed, and one that is ended is worth nothing at the next request', async () => {
    const other = (await client.signIn(email)).body;
    const { body } = await client.call('GET', 'me/sessions', undefined, client.as(session.accessToken));
    expect(body.data).toMatchObject([
      { sessionId: other.sessionId, current: false, method: 'password', ip: '127.0.0.1' },
      { sessionId: session.sessionId, current: true, method: 'signUp' },
    ]);
    const ended = await client.call(
      'DELETE',
      `me/sessions/${other.sessionId}`,
      undefined,
      client.as(session.accessToken),
    );
    expect(ended.status).toBe(204);
    expect(await me(other.accessToken)).toMatchObject({ status: 401, body: { code: 'invalid_token' } });
    expect((await client.refresh(other.refreshToken)).status).toBe(401);
    const left = await client.call('GET', 'me/sessions', undefined, client.as(session.accessToken));
    expect(left.body.data).toHaveLength(1);
  });

  it('end all at once, but the one asked from', async () => {
    const others = [(await client.signIn(email)).body, (await client.signIn(email)).body];
    const ended = await client.call('DELETE', 'me/sessions', undefined, client.as(session.accessToken));
    expect(ended).toMatchObject({ status: 200, body: { ended: 2 } });
    for (const other of others) expect((await me(other.accessToken)).status).toBe(401);
    expect((await me(session.accessToken)).status).toBe(200);
  });

  it('are ended by nobody else', async () => {
    const stranger = (await client.signUp(`stranger-${people}@example.com`)).body;
    const own = client.as(stranger.accessToken);
    const foreign = await client.call('DELETE', `me/sessions/${session.sessionId}`, undefined, own);
    const missing = await client.call('DELETE', 'me/sessions/0193a5c2-7b1e-7c3a-9d4f-000000000031', undefined, own);
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect((await me(session.accessToken)).status).toBe(200);
  });

  it('have a new id at each sign-in', async () => {
    const ids = [session, (await client.signIn(email)).body, (await client.signIn(email)).body].map(
      (each) => each.sessionId,
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('end with sign-out', async () => {
    expect((await client.post('auth/sign-out', { refreshToken: session.refreshToken })).status).toBe(204);
    expect((await me(session.accessToken)).status).toBe(401);
    expect((await client.post('auth/sign-out', { refreshToken: session.refreshToken })).status).toBe(204);
  });
});
