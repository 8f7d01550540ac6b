import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answered, goodPassword, IdentityClient } from '../support/identityClient.js';
import { mailedInvitation } from '../support/mailedInvitation.js';
import { SharedProduct } from '../support/sharedProduct.js';
import { totpCode } from '../support/totpCode.js';

const product = new SharedProduct();
let client: IdentityClient;
beforeAll(async () => {
  await product.start();
  client = new IdentityClient(product);
});
afterAll(() => product.dispose());

const refusal = ({ status, body }: Answered) => [status, body.code];

describe('a second factor', () => {
  const email = 'ada@factors.example';
  let own: Record<string, string>;
  let secret: unknown;
  let recoveryCodes: string[];
  let firstCode: string;
  let elsewhere: Answered;

  it('is set up by who knows the password, and put in force by a code of the app', async () => {
    const here = await client.signUp(email);
    elsewhere = await client.signIn(email);
    own = client.as(here.body.accessToken);
    expect(refusal(await client.post('me/totp', { password: 'not my password' }, own))).toEqual([
      403,
      'password_wrong',
    ]);
    const enrolled = await client.post('me/totp', { password: goodPassword }, own);
    expect(enrolled.status).toBe(201);
    secret = enrolled.body.secret;
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(enrolled.body.uri).toContain(`secret=${String(secret)}`);
    expect(enrolled.headers.get('cache-control')).toBe('no-store');
    // Nothing is asked for before the app has proven that it has the secret.
    expect((await client.signIn(email)).status).toBe(200);

    expect(refusal(await client.post('me/totp/confirm', { totp: 'abcdef' }, own))).toEqual([401, 'code_invalid']);
    firstCode = await totpCode(secret, -1);
    const confirmed = await client.post('me/totp/confirm', { totp: firstCode }, own);
    expect(confirmed.status).toBe(200);
    recoveryCodes = confirmed.body.recoveryCodes as string[];
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await client.call('GET', 'me', undefined, own)).body.secondFactor).toBe(true);
  });

  it('ends every other session when it comes into force, at the next request', async () => {
    const other = client.as(elsewhere.body.accessToken);
    expect((await client.call('GET', 'me', undefined, other)).status).toBe(401);
    expect(refusal(await client.refresh(elsewhere.body.refreshToken))).toEqual([401, 'session_ended']);
    expect((await client.call('GET', 'me', undefined, own)).status).toBe(200);
  });

  it('is asked for at sign-in, after the password', async () => {
    expect(refusal(await client.signIn(email, 'not my password', { totp: await totpCode(secret, 0) }))).toEqual([
      401,
      'sign_in_failed',
    ]);
    expect(refusal(await client.signIn(email))).toEqual([401, 'second_factor_required']);
    expect(refusal(await client.signIn(email, goodPassword, { totp: '000000x' }))).toEqual([401, 'code_invalid']);
    // The code that confirmed it is used up.
    expect(refusal(await client.signIn(email, goodPassword, { totp: firstCode }))).toEqual([401, 'code_invalid']);
  });

  it('takes a code once, of many who bring it at the same moment one', async () => {
    const totp = await totpCode(secret, 0);
    const answers = await Promise.all(Array.from({ length: 4 }, () => client.signIn(email, goodPassword, { totp })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'code_invalid')).toHaveLength(3);
    const sessions = await client.call('GET', 'me/sessions', undefined, own);
    expect(sessions.body.data).toMatchObject([{ method: 'totp' }, { method: 'signUp' }]);
  });

  it('takes a recovery code in place of the app, once', async () => {
    const [recoveryCode = ''] = recoveryCodes;
    const typed = recoveryCode.toLowerCase().replaceAll('-', ' ');
    expect((await client.signIn(email, goodPassword, { recoveryCode: typed })).status).toBe(200);
    expect(refusal(await client.signIn(email, goodPassword, { recoveryCode }))).toEqual([401, 'code_invalid']);
  });

  it('gives new recovery codes for a code of the app, and the old ones are dead', async () => {
    const replaced = await client.post('me/totp/recovery-codes', { totp: await totpCode(secret, 1) }, own);
    expect(replaced.status).toBe(200);
    const [, second = ''] = recoveryCodes;
    expect(refusal(await client.signIn(email, goodPassword, { recoveryCode: second }))).toEqual([401, 'code_invalid']);
    recoveryCodes = replaced.body.recoveryCodes as string[];
  });

  it('goes with the password and a recovery code, and ends the other sessions again', async () => {
    const [recoveryCode = ''] = recoveryCodes;
    const signedIn = await client.signIn(email, goodPassword, { recoveryCode });
    expect(signedIn.status).toBe(200);
    const remove = (body: object) => client.call('DELETE', 'me/totp', body, own);
    expect(refusal(await remove({ password: goodPassword }))).toEqual([401, 'second_factor_required']);
    expect(refusal(await remove({ password: goodPassword, recoveryCode }))).toEqual([401, 'code_invalid']);
    expect((await remove({ password: goodPassword, recoveryCode: recoveryCodes[1] })).status).toBe(204);
    expect((await client.call('GET', 'me', undefined, client.as(signedIn.body.accessToken))).status).toBe(401);
    expect((await client.signIn(email)).status).toBe(200);
    expect(refusal(await remove({ password: goodPassword, totp: '123456' }))).toEqual([409, 'totp_not_in_force']);
  });

  it('leaves no secret, code or password in what the product prints', () => {
    for (const text of [String(secret), goodPassword, ...recoveryCodes]) expect(product.output).not.toContain(text);
  });
});

it('is one enrolment when it is asked for again under its key, and no answer with a secret is kept', async () => {
  const own = client.as((await client.signUp('edsger@example.com')).body.accessToken);
  const key = { ...own, 'idempotency-key': 'enrol-1' };
  const first = await client.post('me/totp', { password: goodPassword }, key);
  const again = await client.post('me/totp', { password: goodPassword }, key);
  expect(again.body.secret).toBe(first.body.secret);
  expect(again.headers.get('idempotent-replayed')).toBeNull();
  const totp = { totp: await totpCode(first.body.secret, 0) };
  const confirm = { ...own, 'idempotency-key': 'confirm-1' };
  expect((await client.post('me/totp/confirm', totp, confirm)).status).toBe(200);
  // The codes went out with the first answer: nobody can be given them again.
  expect(refusal(await client.post('me/totp/confirm', totp, confirm))).toEqual([409, 'totp_in_force']);
});

it('a code of the app proves who asks to be erased, and a wrong one does not', async () => {
  const owner = client.as((await client.signUp('olga@factors.example')).body.accessToken);
  const email = 'hedy@example.com';
  expect((await client.post('team/invite', { email, role: 'member' }, owner)).status).toBe(201);
  const joined = await client.signUp(email, { invitationToken: await mailedInvitation(product.dataDir, email) });
  const own = client.as(joined.body.accessToken);
  const { secret } = (await client.post('me/totp', { password: goodPassword }, own)).body;
  expect((await client.post('me/totp/confirm', { totp: await totpCode(secret, -1) }, own)).status).toBe(200);
  const erase = (body: object) => client.call('DELETE', 'me', body, own);
  expect(refusal(await erase({ totp: 'wrong' }))).toEqual([403, 'proof_required']);
  expect(refusal(await erase({}))).toEqual([403, 'proof_required']);
  expect((await client.call('GET', 'me', undefined, own)).status).toBe(200);
  expect((await erase({ totp: await totpCode(secret, 0) })).status).toBe(202);
  expect((await client.call('GET', 'me', undefined, own)).status).toBe(401);
  expect((await client.signIn(email)).status).toBe(401);
});

it('wrong codes lock out with wrong passwords, also for who holds a session', async () => {
  const email = 'grace@example.com';
  const { body } = await client.signUp(email);
  const own = client.as(body.accessToken);
  const { secret } = (await client.post('me/totp', { password: goodPassword }, own)).body;
  expect((await client.post('me/totp/confirm', { totp: await totpCode(secret, -1) }, own)).status).toBe(200);
  for (let attempt = 0; attempt < 6; attempt += 1)
    expect(refusal(await client.signIn(email, goodPassword, { totp: 'wrong' }))).toEqual([401, 'code_invalid']);
  for (let attempt = 0; attempt < 4; attempt += 1)
    expect(refusal(await client.post('me/totp/recovery-codes', { totp: 'wrong' }, own))).toEqual([401, 'code_invalid']);
  const locked = await client.signIn(email, goodPassword, { totp: await totpCode(secret, 0) });
  expect(refusal(locked)).toEqual([429, 'sign_in_locked']);
  expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(60);
  const replaced = await client.post('me/totp/recovery-codes', { totp: await totpCode(secret, 0) }, own);
  expect(refusal(replaced)).toEqual([429, 'sign_in_locked']);
});
