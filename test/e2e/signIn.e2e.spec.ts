import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everythingStored } from '../support/everythingStored.js';
import { goodPassword, IdentityClient } from '../support/identityClient.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const product = new RunningProduct(undefined, { LOG_LEVEL: 'trace' });
let client: IdentityClient;
beforeAll(async () => {
  await product.start();
  client = new IdentityClient(product);
});
afterAll(() => product.dispose());

const besides = ({ correlationId: _, ...body }: Record<string, unknown>) => body;

describe('signing in', () => {
  it('answers a wrong password and an unknown address with the same body', async () => {
    await client.signUp('known@example.com');
    const wrong = await client.signIn('known@example.com', 'not the password');
    const unknown = await client.signIn('nobody@example.com', 'not the password');
    expect(wrong).toMatchObject({ status: 401, body: { code: 'sign_in_failed' } });
    expect(unknown.status).toBe(401);
    expect(besides(unknown.body)).toEqual(besides(wrong.body));
    expect([...unknown.headers.keys()]).toEqual([...wrong.headers.keys()]);
  });

  it('takes a password as it was typed, in whichever form of Unicode, and never a changed or shortened one', async () => {
    const password = `caf\u00e9 au lait ﬁn ${'long '.repeat(20)}`;
    await client.signUp('unicode@example.com', { password });
    expect((await client.signIn('unicode@example.com', password.normalize('NFD'))).status).toBe(200);
    expect((await client.signIn('unicode@example.com', password.normalize('NFKC'))).status).toBe(401);
    expect((await client.signIn('unicode@example.com', password.slice(0, 72))).status).toBe(401);
    expect((await client.signIn('unicode@example.com', ` ${password}`)).status).toBe(401);
    expect((await client.signIn('unicode@example.com', 'x'.repeat(8_000))).status).toBe(422);
  });

  it.each(['locked@example.com', 'not-there@example.com'])(
    'refuses %s from one network after ten failures, however parallel, and not from another',
    async (email) => {
      const exists = email === 'locked@example.com';
      if (exists) await client.signUp(email);
      const guesses = Array.from({ length: 14 }, (_, index) => client.signIn(email, `guess number ${index}`));
      const answers = await Promise.all(guesses);
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
      const eleventh = await client.signIn(email);
      expect(eleventh).toMatchObject({ status: 429, body: { code: 'sign_in_locked' } });
      const wait = Number(eleventh.headers.get('retry-after'));
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(900);
      expect(await client.signInFrom('127.0.0.2', email)).toBe(exists ? 200 : 401);
      expect((await client.signIn(email)).status).toBe(429);
    },
  );

  it('is locked out after a restart, too', async () => {
    await product.stop();
    await product.start();
    client = new IdentityClient(product);
    expect((await client.signIn('locked@example.com')).status).toBe(429);
    expect((await client.signIn('known@example.com')).status).toBe(200);
  });

  it('keeps no password and no token in what it prints, in the log of facts or in a table', async () => {
    const { body } = await client.signIn('known@example.com');
    const odd = await client.post('auth/sign-in', { email: 'known@example.com', password: [goodPassword] });
    expect(odd.status).toBe(422);
    const key = { 'idempotency-key': 'change' };
    const change = { currentPassword: goodPassword, password: 'a loud sea at noon', endOtherSessions: false };
    expect((await client.post('me/password', change, { ...client.as(body.accessToken), ...key })).status).toBe(204);
    expect((await client.refresh(body.refreshToken)).status).toBe(200);
    await until(() => product.output.includes('refreshSession'));
    const { facts, rows } = await everythingStored(product.stores());
    const secrets = [
      goodPassword,
      'a loud sea',
      'guess number',
      'not the password',
      body.refreshToken,
      body.accessToken,
    ];
    for (const place of [product.output, facts, rows, JSON.stringify(odd.body)])
      for (const secret of secrets) expect(place).not.toContain(secret);
    expect(facts).toContain('SignedIn');
    expect(facts).not.toContain('known@example.com');
    expect(facts).not.toContain('$argon2id');
  });
});
