import { createHmac, generateKeyPairSync } from 'node:crypto';
import { secretTokens } from '../../infrastructure/crypto/secretTokens.js';

type Fields = Readonly<Record<string, unknown>>;
type Changes = Readonly<{ header?: Fields; payload?: Fields; secret?: string | Buffer; hash?: string }>;

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part = ''): Fields => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Fields;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A token like a good one but for what is changed, signed with the secret; `undefined` takes a member away. */
export const forger =
  (good: string, secret: string) =>
  ({ header = {}, payload = {}, secret: signedWith = secret, hash = 'sha256' }: Changes = {}): string => {
    const [goodHeader, goodPayload] = good.split('.');
    const signed = `${encode({ ...decode(goodHeader), ...header })}.${encode({ ...decode(goodPayload), ...payload })}`;
    return `${signed}.${createHmac(hash, signedWith).update(signed).digest('base64url')}`;
  };

/** Every way in which a token is not good (RFC 8725), each made from one that is. @param seconds now, since 1970 */
export async function flawedTokens(good: string, secret: string, seconds: number) {
  const forge = forger(good, secret);
  const [goodHeader = '', goodPayload = '', goodSignature = ''] = good.split('.');
  const header = decode(goodHeader);
  const payload = decode(goodPayload);
  // The last character of a 32-byte signature holds two unused bits: another spelling of the same bytes.
  const respelled = goodSignature.slice(0, -1) + alphabet[alphabet.indexOf(goodSignature.slice(-1)) + 1];
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' });
  const ownTokens = secretTokens({ digest: async () => 'ab'.repeat(32) });
  const ids = ['0190a000-0000-7000-8000-000000000001', '0190a000-0000-7000-8000-000000000002'];
  const refresh = await ownTokens.mint('refresh', { ids: ids.slice(0, 1), generation: 1 });
  const invitation = await ownTokens.mint('invitation', { ids, generation: 1 });

  return [
    ['nothing', ''],
    ['not a token', 'abc'],
    ...['none', 'None', 'nOnE'].map((alg) => [`alg ${alg}`, `${encode({ ...header, alg })}.${goodPayload}.`] as const),
    ['alg none with a signature', forge({ header: { alg: 'none' } })],
    ['signed with a public key', forge({ secret: publicPem as string })],
    ['HS512', forge({ header: { alg: 'HS512' }, hash: 'sha512' })],
    ['RS256', forge({ header: { alg: 'RS256' } })],
    ['a foreign key at jku', forge({ header: { jku: 'https://evil.example/keys' } })],
    ['a foreign key at x5u', forge({ header: { x5u: 'https://evil.example/cert' } })],
    ['an embedded key', forge({ header: { jwk: { kty: 'oct', k: 'AA' } } })],
    ['kid with a path', forge({ header: { kid: '../../dev/null' } })],
    ['kid with SQL', forge({ header: { kid: "' OR 1=1--" } })],
    ['an unknown critical header', forge({ header: { crit: ['x'], x: 1 } })],
    ['a payload that is not encoded', forge({ header: { b64: false, crit: ['b64'] } })],
    ['no exp', forge({ payload: { exp: undefined } })],
    ['exp past the leeway', forge({ payload: { exp: seconds - 61 } })],
    ['exp as text', forge({ payload: { exp: `${seconds + 300}` } })],
    ['nbf too far ahead', forge({ payload: { nbf: seconds + 61 } })],
    ['iat too far ahead', forge({ payload: { iat: seconds + 61 } })],
    ['another issuer', forge({ payload: { iss: 'objecta-admin' } })],
    ['no issuer', forge({ payload: { iss: undefined } })],
    ['the audience of admins', forge({ payload: { aud: 'objecta-admin-api' } })],
    ['no audience', forge({ payload: { aud: undefined } })],
    ['a token of an admin', forge({ payload: { iss: 'objecta-admin', aud: 'objecta-admin-api' } })],
    ['no subject', forge({ payload: { sub: undefined } })],
    ['an empty subject', forge({ payload: { sub: '' } })],
    ['no organization claim', forge({ payload: { organizationId: undefined } })],
    ['no session', forge({ payload: { sid: undefined } })],
    ['typ refresh+jwt', forge({ header: { typ: 'refresh+jwt' } })],
    ['typ JWT', forge({ header: { typ: 'JWT' } })],
    ['no typ', forge({ header: { typ: undefined } })],
    ['a refresh token', refresh.token],
    ['the token of an invitation', invitation.token],
    ['another secret', forge({ secret: 'another secret, 32 bytes or more, yes' })],
    ['an empty secret', forge({ secret: '' })],
    ['the signature stripped', `${goodHeader}.${goodPayload}.`],
    ['two parts', `${goodHeader}.${goodPayload}`],
    ['four parts', `${good}.`],
    ['five parts, as if encrypted', `${good}.a.b`],
    ['padding', `${good}=`],
    ['another alphabet', `${goodHeader}.${goodPayload}.+/${goodSignature.slice(2)}`],
    ['another spelling of the signature', `${goodHeader}.${goodPayload}.${respelled}`],
    ['a changed payload', `${goodHeader}.${encode({ ...payload, sub: 'somebody-else' })}.${goodSignature}`],
    ['a huge token', `${good}${'A'.repeat(6_000)}`],
  ] as readonly (readonly [flaw: string, token: string])[];
}
