import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../domain/team/permissions.js';
import { HmacAccessTokens } from '../../../infrastructure/crypto/accessTokens.js';
import { flawedTokens, forger } from '../../support/flawedTokens.js';
import { expectProblem } from './support/expectProblem.js';
import { jwtSecret, now, owner, startTestApp, type TestApp } from './support/testApp.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const seconds = now.getTime() / 1000;
const claims = {
  iss: 'objecta',
  aud: 'objecta-api',
  sub: 'user-1',
  organizationId: 'org-1',
  sid: 'session-1',
  iat: seconds,
  exp: seconds + 300,
};
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const forge = forger(`${encode({ alg: 'HS256', typ: 'at+jwt' })}.${encode(claims)}`, jwtSecret);
const good = forge();

const flawed = [
  ...(await flawedTokens(good, jwtSecret, seconds)),
  ['a session that never was', forge({ payload: { sid: 'session-0' } })],
  ["another person's session", forge({ payload: { sub: 'user-2' } })],
  ['the session __proto__', forge({ payload: { sid: '__proto__' } })],
] as const;

describe('a flawed token', () => {
  it.each(flawed)('%s: 401, the same for all', async (_name, token) => {
    const answer = await app.call('/api/v1/me', { bearer: null, headers: { Authorization: `Bearer ${token}` } });
    expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer realm="objecta", error="invalid_token"');
    const { correlationId: _differs, ...problem } = await expectProblem(answer, 401, 'invalid_token');
    expect(problem).toEqual({
      type: 'https://objecta.dev/problems/invalid_token',
      title: 'Sign-in is required',
      status: 401,
      detail: 'Send a valid access token as "Authorization: Bearer <token>".',
      instance: '/api/v1/me',
      code: 'invalid_token',
      errors: [],
    });
  });

  it('no header, another scheme, a token in the address: 401', async () => {
    await expectProblem(await app.call('/api/v1/me', { bearer: null }), 401, 'invalid_token');
    const basic = await app.call('/api/v1/me', { headers: { Authorization: `Basic ${good}` } });
    await expectProblem(basic, 401, 'invalid_token');
    await expectProblem(await app.call(`/api/v1/me?access_token=${good}`, { bearer: null }), 401, 'invalid_token');
  });

  it('never gets as far as the body or the effect', async () => {
    await expectProblem(await app.post('/api/v1/things', '{"a":', {}, 'abc'), 401, 'invalid_token');
    expect(app.effects.runs).toHaveLength(0);
  });
});

describe('a good token', () => {
  it.each([
    ['as issued', good],
    ['expired within the leeway', forge({ payload: { exp: seconds - 59 } })],
    ['from a clock a little ahead', forge({ payload: { iat: seconds + 59, nbf: seconds + 59 } })],
  ])('%s is taken', async (_name, token) => {
    expect((await app.call('/api/v1/me', { bearer: token })).status).toBe(200);
  });

  it('is no longer taken once it has expired, though it was seen before', async () => {
    let at = now;
    const tokens = new HmacAccessTokens([jwtSecret], { now: () => at });
    const token = await tokens.issue(owner, 300);
    expect(await tokens.verify(token)).toMatchObject(owner);
    at = new Date(now.getTime() + 360_000);
    expect(await tokens.verify(token)).toMatchObject(owner);
    at = new Date(now.getTime() + 361_000);
    expect(await tokens.verify(token)).toBeUndefined();
  });

  it('outlives a change of the secret while both are known', async () => {
    const clock = { now: () => now };
    const next = 'the next secret of the tests, 32 bytes';
    const rolled = new HmacAccessTokens([next, jwtSecret], clock);
    expect(await rolled.verify(good)).toMatchObject(owner);
    const issued = await rolled.issue(owner, 60);
    expect(await new HmacAccessTokens([next], clock).verify(issued)).toMatchObject(owner);
    expect(await new HmacAccessTokens([jwtSecret], clock).verify(issued)).toBeUndefined();
  });

  it('secrets of less than 32 bytes, or none, are refused at the start', () => {
    expect(() => new HmacAccessTokens(['short'], { now: () => now })).toThrow('32 bytes');
    expect(() => new HmacAccessTokens([jwtSecret, 'short'], { now: () => now })).toThrow('32 bytes');
    expect(() => new HmacAccessTokens([], { now: () => now })).toThrow('32 bytes');
  });
});

describe('permissions', () => {
  const as = (role: Role) => app.accessTokens.issue({ ...owner, userId: role, sessionId: role, role }, 300);

  it.each<[Role, number]>([
    ['owner', 201],
    ['admin', 201],
    ['billing', 201],
    ['member', 403],
    ['viewer', 403],
  ])('%s creating a thing: %i', async (role, status) => {
    expect((await app.post('/api/v1/things', { name: 'a' }, {}, await as(role))).status).toBe(status);
  });

  it('a refusal names what is missing', async () => {
    const answer = await app.call('/api/v1/things', { bearer: await as('viewer') });
    const problem = await expectProblem(answer, 403, 'permission_missing');
    expect(problem.permission).toBe('billing:read');
    expect(problem.detail).toContain('"billing:read"');
  });

  it('a route for anyone signed in asks for no more', async () => {
    expect((await app.call('/api/v1/me', { bearer: await as('viewer') })).status).toBe(200);
  });
});
