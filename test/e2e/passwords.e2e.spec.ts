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

const another = 'a loud sea at noon';
let people = 0;
let email: string;
let session: Record<string, unknown>;
beforeEach(async () => {
  email = `person-${++people}@passwords.example`;
  session = (await client.signUp(email)).body;
});

const me = (accessToken: unknown): Promise<Answered> => client.call('GET', 'me', undefined, client.as(accessToken));
const askReset = (address: string) => client.post('auth/password-reset', { email: address });
const reset = (token: unknown, password: string) => client.post('auth/password-reset/confirm', { token, password });

describe('a password reset', () => {
  it('answers alike whether there is an account or not', async () => {
    const [known, unknown] = await Promise.all([askReset(email), askReset('nobody@example.com')]);
    expect([known?.status, unknown?.status]).toEqual([202, 202]);
    expect(unknown?.body).toEqual(known?.body);
    expect([...(unknown?.headers.keys() ?? [])]).toEqual([...(known?.headers.keys() ?? [])]);
  });

  it('kills the token before, sets the password once, ends every session', async () => {
    await askReset(email);
    await askReset(email);
    const [first, second] = await client.mailedTokens(email, 'reset-password', 2);
    expect(await reset(first, another)).toMatchObject({ status: 410, body: { code: 'token_gone' } });
    expect(await reset(second, 'short')).toMatchObject({ status: 422, body: { code: 'password_unsuitable' } });
    expect((await reset(second, another)).status).toBe(204);
    expect((await reset(second, another)).status).toBe(410);
    expect((await reset('x'.repeat(70), another)).status).toBe(404);
    expect((await me(session.accessToken)).status).toBe(401);
    expect((await client.refresh(session.refreshToken)).status).toBe(401);
    expect((await client.signIn(email)).status).toBe(401);
    expect((await client.signIn(email, another)).status).toBe(200);
  });

  it('dies when the password is changed', async () => {
    await askReset(email);
    const [token] = await client.mailedTokens(email, 'reset-password', 1);
    const change = { currentPassword: goodPassword, password: another };
    expect((await client.post('me/password', change, client.as(session.accessToken))).status).toBe(204);
    expect((await reset(token, 'a third lake at dusk')).status).toBe(410);
  });
});

describe('changing the password', () => {
  it('asks for the present one, ends the other sessions unless told otherwise', async () => {
    const own = client.as(session.accessToken);
    const other = (await client.signIn(email)).body;
    const wrong = await client.post('me/password', { currentPassword: 'not it at all', password: another }, own);
    expect(wrong).toMatchObject({ status: 403, body: { code: 'password_wrong' } });
    const kept = { currentPassword: goodPassword, password: another, endOtherSessions: false };
    expect((await client.post('me/password', kept, own)).status).toBe(204);
    expect((await me(other.accessToken)).status).toBe(200);
    const ending = { currentPassword: another, password: goodPassword };
    expect((await client.post('me/password', ending, { ...own, 'idempotency-key': 'change' })).status).toBe(204);
    expect((await me(other.accessToken)).status).toBe(401);
    expect((await me(session.accessToken)).status).toBe(200);
    expect((await client.signIn(email)).status).toBe(200);
  });
});

describe('an address', () => {
  it('is proven by the link of the last mail', async () => {
    const own = client.as(session.accessToken);
    expect((await client.post('auth/verify-email/resend', undefined, own)).status).toBe(202);
    const [first, second] = await client.mailedTokens(email, 'verify-email', 2);
    const verify = (token: unknown) => client.post('auth/verify-email', { token });
    expect((await verify(first)).status).toBe(410);
    expect((await verify('nonsense')).status).toBe(404);
    expect(await verify(second)).toMatchObject({ status: 200, body: { userId: session.userId, emailVerified: true } });
    expect((await verify(second)).status).toBe(200);
    expect((await me(session.accessToken)).body).toMatchObject({ emailVerified: true });
  });
});
