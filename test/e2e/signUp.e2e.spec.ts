import { afterAll, beforeAll, expect, it } from 'vitest';
import { goodPassword, IdentityClient } from '../support/identityClient.js';
import { SharedProduct } from '../support/sharedProduct.js';

const product = new SharedProduct();
let client: IdentityClient;
beforeAll(async () => {
  await product.start();
  client = new IdentityClient(product);
});
afterAll(() => product.dispose());

const parallel = 64;

it('makes one account of 64 parallel sign-ups of one address in every spelling', async () => {
  const spellings = [
    'zoé.Berg@Example.com',
    'ZOÉ.BERG@EXAMPLE.COM',
    ' zoe\u0301.berg@example.com',
    'zoé.berg@ｅxample.com',
  ];
  const attempts = Array.from({ length: parallel }, (_, index) =>
    client.signUp(String(spellings[index % spellings.length]), { password: `${goodPassword} ${index}` }),
  );
  const answers = await Promise.all(attempts);
  const accepted = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 409);
  expect(accepted).toHaveLength(1);
  expect(refused).toHaveLength(parallel - 1);
  expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['email_taken']));

  const index = answers.findIndex(({ status }) => status === 201);
  const signedIn = await client.signIn('Zoé.berg@example.com', `${goodPassword} ${index}`);
  expect(signedIn.status).toBe(200);
  expect(signedIn.body).toMatchObject({
    userId: accepted[0]?.body.userId,
    organizationId: accepted[0]?.body.organizationId,
  });
}, 60_000);

it('is one sign-up when it is repeated with its key and body, and another with another body', async () => {
  const key = { 'idempotency-key': 'sign-up-1' };
  const first = await client.signUp('once@example.com', {}, key);
  expect(first.status).toBe(201);
  const again = await client.signUp('once@example.com', {}, key);
  expect(again.status).toBe(201);
  const { userId, organizationId, sessionId } = first.body;
  expect(again.body).toMatchObject({ userId, organizationId, sessionId, emailVerified: false });
  expect((await client.signUp('once@example.com', { password: 'another quiet lake' }, key)).body.code).toBe(
    'email_taken',
  );
});

it('makes its owner the owner of an organization, who may do what owners may', async () => {
  const { body } = await client.signUp('owner@example.com', { organizationName: 'Lakeside' });
  const own = client.as(body.accessToken);
  expect((await client.call('GET', 'me', undefined, own)).body).toMatchObject({
    email: 'owner@example.com',
    name: 'Mia Berg',
    emailVerified: false,
    organizationId: body.organizationId,
    secondFactor: false,
  });
  const start = { planId: 'starter', paymentMethodId: 'pm_card_visa' };
  const started = await client.post('billing/subscription', start, { ...own, 'idempotency-key': 'start' });
  expect(started.status, JSON.stringify(started.body)).toBe(201);
  expect((await client.post('team/invite', { email: 'newuser@example.com', role: 'member' }, own)).status).toBe(201);
  const record = { id: 'run-1', meter: 'agent_runs', quantity: 3, at: new Date(Date.now()).toISOString() };
  expect((await client.post('billing/usage', { records: [record] }, own)).status).toBe(202);
});

it.each([
  ['short', 'too_short'],
  ['x'.repeat(300), 'too_long'],
  ['x'.repeat(8_000), 'too_long'],
  ['Password123', 'too_common'],
  ['for refused@example.com', 'contains_email'],
])('refuses the password %.20s', async (password, code) => {
  const { status, body } = await client.signUp('refused@example.com', { password });
  expect(status).toBe(422);
  expect(body.errors).toMatchObject([{ pointer: '/password', code }]);
});

it.each(['mia', 'mia@', 'mia@example', '', 'a b@example.com', 7])('refuses the address %j', async (email) => {
  const { status, body } = await client.signUp(email as string);
  expect(status).toBe(422);
  expect(body.errors).toMatchObject([{ pointer: '/email' }]);
});
