import { createHmac } from 'node:crypto';
import { exportSPKI, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityProviderUnavailable } from '../../../application/ports/identityProvider.js';
import { identityProvider } from '../../../infrastructure/crypto/identityProvider.js';
import { audience, newSigningKey, type SigningProvider, signingProvider } from '../../support/signingProvider.js';

let at = new Date('2026-05-01T10:00:00.000Z');
const clock = { now: () => at };
const seconds = at.getTime() / 1_000;
let provider: SigningProvider;
beforeEach(async () => {
  at = new Date(seconds * 1_000);
  provider = await signingProvider(clock);
});
afterEach(() => provider.close());

const known = (cooldownMs = 0) =>
  identityProvider({ jwksUrl: provider.jwksUrl, issuer: provider.issuer, audience, cooldownMs }, clock);

describe('a token of the identity provider', () => {
  it('proves who signed in, with a canonical verified address', async () => {
    const organization = '0190A000-0000-7000-8000-000000000001';
    expect(await known().verify(await provider.token({ claims: { objecta_organization: organization } }))).toEqual({
      issuer: provider.issuer,
      subject: 'person-1',
      session: 'sign-in-1',
      email: 'ada@example.com',
      name: 'Ada Lovelace',
      organizationId: organization.toLowerCase(),
      expiresAt: new Date((seconds + 300) * 1_000),
    });
  });

  it.each([
    ['unverified', { email_verified: false }],
    ['of unknown standing', { email_verified: undefined }],
    ['absent', { email: undefined }],
    ['no address', { email: 'ada' }],
  ])('proves no address that is %s', async (_name, claims) => {
    expect(await known().verify(await provider.token({ claims }))).toMatchObject({ subject: 'person-1', email: null });
  });

  it.each(['RS256', 'PS256', 'ES384', 'EdDSA'])('may be signed with %s', async (alg) => {
    const key = await newSigningKey('other', alg);
    provider.publish(provider.key(), key);
    expect(await known().verify(await provider.token({ key }))).toMatchObject({ subject: 'person-1' });
  });

  it('names a session by when the person signed in where the provider names none', async () => {
    const token = await provider.token({ claims: { sid: undefined, auth_time: 1_777_000_000 } });
    expect(await known().verify(token)).toMatchObject({ session: '1777000000' });
  });

  it('is no longer taken once it has expired, though it was seen before', async () => {
    const verifier = known();
    const token = await provider.token();
    expect(await verifier.verify(token)).toBeDefined();
    at = new Date((seconds + 361) * 1_000);
    expect(await verifier.verify(token)).toBeUndefined();
  });
});

describe('a flawed token', () => {
  it.each([
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['no issuer', { claims: { iss: undefined } }],
    ['another audience', { claims: { aud: 'https://other.example' } }],
    ['no audience', { claims: { aud: undefined } }],
    ['no subject', { claims: { sub: undefined } }],
    ['no exp', { claims: { exp: undefined } }],
    ['exp past the leeway', { claims: { exp: seconds - 61 } }],
    ['nbf too far ahead', { claims: { nbf: seconds + 61 } }],
    ['iat too far ahead', { claims: { iat: seconds + 61 } }],
    ['no iat', { claims: { iat: undefined } }],
    ['an organization that is no id', { claims: { objecta_organization: '../x' } }],
    ['another kind of token', { header: { typ: 'logout+jwt' } }],
    ['an unknown key', { header: { kid: 'unknown' } }],
    ['kid with a path', { header: { kid: '../../dev/null' } }],
    ['a foreign key at jku', { header: { jku: 'https://evil.example/keys' } }],
    ['a foreign key at x5u', { header: { x5u: 'https://evil.example/cert' } }],
    ['an embedded key', { header: { jwk: { kty: 'oct', k: 'AA' } } }],
  ])('%s is refused', async (_name, mint) => {
    expect(await known().verify(await provider.token(mint))).toBeUndefined();
  });

  it('signed by somebody else under the name of a published key is refused', async () => {
    expect(await known().verify(await provider.token({ key: await newSigningKey('first') }))).toBeUndefined();
  });

  it('signed with a public key as if it were a secret, with none, or changed, is refused', async () => {
    const good = await provider.token();
    const [header = '', payload = '', signature = ''] = good.split('.');
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const publicKey = await importJWK(provider.key().jwk, 'ES256', { extractable: true });
    const pem = await exportSPKI(publicKey as Parameters<typeof exportSPKI>[0]);
    const hmac = `${encode({ alg: 'HS256', kid: 'first', typ: 'at+jwt' })}.${payload}`;
    const flawed = [
      `${hmac}.${createHmac('sha256', pem).update(hmac).digest('base64url')}`,
      ...['none', 'None', 'nOnE'].map((alg) => `${encode({ alg, kid: 'first', typ: 'at+jwt' })}.${payload}.`),
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${good}=`,
      `${good}.`,
      `${header}.${encode({ sub: 'person-2' })}.${signature}`,
      `${good}${'A'.repeat(9_000)}`,
      '',
      'abc',
    ];
    const verifier = known();
    expect(await verifier.verify(good)).toBeDefined();
    for (const token of flawed) expect(await verifier.verify(token)).toBeUndefined();
  });
});

describe('the keys of the identity provider', () => {
  it('may be rolled: a new one is fetched when a token names it', async () => {
    const verifier = known();
    expect(await verifier.verify(await provider.token())).toBeDefined();
    const next = await newSigningKey('second', 'RS256');
    const early = await provider.token({ key: next });
    expect(await verifier.verify(early)).toBeUndefined();
    provider.publish(provider.key(), next);
    expect(await verifier.verify(early)).toBeDefined();
    provider.publish(next);
    expect(await known().verify(await provider.token())).toBeUndefined();
  });

  it('are not fetched for every key that somebody makes up', async () => {
    const verifier = known(60_000);
    for (let guess = 0; guess < 20; guess += 1)
      expect(await verifier.verify(await provider.token({ header: { kid: `guess-${guess}` } }))).toBeUndefined();
    expect(provider.fetches()).toBe(1);
  });

  it('that cannot be had say so, and that nothing is wrong with the token', async () => {
    const verifier = known();
    const token = await provider.token();
    provider.answer(false);
    await expect(verifier.verify(token)).rejects.toThrow(IdentityProviderUnavailable);
    provider.answer(true);
    expect(await verifier.verify(token)).toBeDefined();
  });
});
