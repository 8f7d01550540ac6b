import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

type SigningKey = Readonly<{ kid: string; alg: string; privateKey: CryptoKey; jwk: JWK }>;
type Mint = Readonly<{
  key?: SigningKey;
  /** Over the header the provider would write; undefined takes a member away. */
  header?: Readonly<Record<string, unknown>>;
  /** Over the claims the provider would make; undefined takes a claim away. */
  claims?: Readonly<Record<string, unknown>>;
}>;

export const audience = 'https://objecta.example';

export async function newSigningKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** An identity provider: serves its keys over HTTP on loopback and signs tokens with them. */
export async function signingProvider(clock: Readonly<{ now: () => Date }>) {
  let published: readonly JWK[] = [];
  let answering = true;
  let fetches = 0;
  const server = createServer((_request, response) => {
    fetches += 1;
    if (!answering) response.writeHead(503).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: published }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let current = await newSigningKey('first');
  published = [current.jwk];

  return {
    issuer,
    jwksUrl: `${issuer}/.well-known/jwks.json`,
    fetches: () => fetches,
    /** What the provider publishes from now on. */
    publish: (...keys: readonly Readonly<{ jwk: JWK }>[]) => {
      published = keys.map(({ jwk }) => jwk);
    },
    /** Whether it answers; where not, with 503. */
    answer: (does: boolean) => {
      answering = does;
    },
    key: () => current,
    /** Signs with another key from now on. */
    use: (key: SigningKey) => {
      current = key;
    },
    async token({ key = current, header = {}, claims = {} }: Mint = {}): Promise<string> {
      const seconds = Math.floor(clock.now().getTime() / 1_000);
      const usual = {
        ...{ iss: issuer, aud: audience, sub: 'person-1', sid: 'sign-in-1', iat: seconds, exp: seconds + 300 },
        ...{ email: 'Ada@Example.com', email_verified: true, name: 'Ada Lovelace' },
      };
      const { alg, kid } = key;
      return new SignJWT({ ...usual, ...claims } as JWTPayload)
        .setProtectedHeader({ alg, kid, typ: 'at+jwt', ...header })
        .sign(key.privateKey);
    },
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}
export type SigningProvider = Awaited<ReturnType<typeof signingProvider>>;
