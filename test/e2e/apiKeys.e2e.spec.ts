import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReceivedMail } from '../../infrastructure/embedded/inbox/mailbox.js';
import { everythingStored } from '../support/everythingStored.js';
import type { Answered, IdentityClient } from '../support/identityClient.js';
import { Invitees, type Own, refusal } from '../support/invitees.js';
import { SharedProduct } from '../support/sharedProduct.js';
import { socketClient } from '../support/socketClient.js';
import { until } from '../support/until.js';

const product = new SharedProduct();
let client: IdentityClient;
let owner: Own;
let admin: Own;
let adminId: string;
/** Every secret that was ever shown. */
const shown: string[] = [];

beforeAll(async () => {
  await product.start();
  const people = new Invitees(product);
  client = people.client;
  owner = await people.owner('mia@keys.example', 'Harbour');
  const ada = await people.member('ada@keys.example', 'admin', owner);
  [admin, adminId] = [ada.own, ada.userId];
  await client.post('billing/subscription', { planId: 'starter', paymentMethodId: 'pm_card_visa' }, owner);
});
afterAll(() => product.dispose());

async function secretOf(asked: Promise<Answered>, status: number) {
  const { body, ...answer } = await asked;
  expect(answer.status, JSON.stringify(body)).toBe(status);
  shown.push(String(body.secret));
  return { secret: String(body.secret), apiKeyId: String(body.apiKeyId), revision: String(body.revision) };
}
const make = (terms: object, headers: Own = owner) => client.post('api-keys', terms, headers);
const withKey = (secret: string, method = 'GET', path = 'team/members', body?: unknown) =>
  client.call(method, path, body, { authorization: `Bearer ${secret}` });
/** The activity log as a file. */
const exportedBy = async (secret: string): Promise<string> => {
  const headers = { authorization: `Bearer ${secret}` };
  return (await fetch(`${product.runtime().http}/api/v1/team/activity/export?format=csv`, { headers })).text();
};
/** Whom a mail with this subject went to. */
const mailedTo = async (subject: string): Promise<string[]> => {
  const mails = (await (await fetch(`${product.runtime().inbox}/api/mails`)).json()) as ReceivedMail[];
  return mails.filter((mail) => mail.subject === subject).map(({ to }) => to);
};
/** A list as it is after a change. */
const after = async (changed: Answered, path: string) =>
  client.call('GET', path, undefined, {
    ...owner,
    'consistency-token': String(changed.headers.get('consistency-token')),
  });

it('records usage, is told of, rotated with a grace, then at once, and dead at the request after it was revoked', async () => {
  const asked = { name: 'CI', permissions: ['billing:usage', 'team:read', 'team:activity'] };
  const headers = { ...owner, 'idempotency-key': 'make CI' };
  const made = await make(asked, headers);
  const { secret, apiKeyId } = await secretOf(Promise.resolve(made), 201);
  expect((await make(asked, headers)).body).toEqual(made.body);
  expect(refusal(await make({ ...asked, name: 'Other' }, headers))).toEqual([422, 'idempotency_key_reused']);

  const fresh = (await after(made, `api-keys/${apiKeyId}`)).body;
  expect(fresh).toMatchObject({ status: 'active', shown: `ok_live_…${secret.slice(-4)}`, lastUsedAt: null });
  expect(fresh).toMatchObject({ createdBy: { name: 'Mia Berg', member: true }, rotatedBy: null, expiresAt: null });

  const records = [{ id: 'r1', meter: 'agent_runs', quantity: 3, at: new Date(Date.now()).toISOString() }];
  expect((await withKey(secret, 'POST', 'billing/usage', { records })).status).toBe(202);
  expect((await exportedBy(secret)).split('\r\n').length).toBeGreaterThan(3);
  const listed = await client.call('GET', 'api-keys', undefined, owner);
  expect(listed.headers.get('etag')).toMatch(/^"\d+"$/);
  expect(listed.body.data).toMatchObject([{ apiKeyId, name: 'CI', lastUsedAt: expect.stringMatching(/:00\.000Z$/) }]);

  const rotate = (graceHours: number, more: Own = {}) =>
    client.post(`api-keys/${apiKeyId}/rotate`, { graceHours }, { ...owner, ...more });
  expect((await rotate(2, { 'if-match': '"0"' })).status).toBe(412);
  const second = await secretOf(rotate(2), 200);
  expect([(await withKey(secret)).status, (await withKey(second.secret)).status]).toEqual([200, 200]);
  const third = await secretOf(rotate(0, { 'if-match': `"${second.revision}"` }), 200);
  expect(refusal(await withKey(secret))).toEqual([401, 'invalid_token']);
  expect(refusal(await withKey(second.secret))).toEqual([401, 'invalid_token']);
  expect((await withKey(third.secret)).status).toBe(200);

  const revoked = await client.call('DELETE', `api-keys/${apiKeyId}`, undefined, owner);
  expect(revoked.status).toBe(200);
  expect(refusal(await withKey(third.secret))).toEqual([401, 'invalid_token']);
  expect(refusal(await after(revoked, `api-keys/${apiKeyId}`))).toEqual([404, 'not_found']);
  expect(refusal(await rotate(0))).toEqual([404, 'not_found']);

  const told = (await after(revoked, 'team/activity?limit=200')).body.data as { sentence: string }[];
  expect(told.map(({ sentence }) => sentence)).toEqual(
    expect.arrayContaining([
      'Mia Berg made the API key “CI” that may report usage; see members and roles; see the activity log',
      'Mia Berg gave the API key “CI” a new secret; the former one is good no more',
      'Mia Berg revoked the API key “CI”',
      expect.stringMatching(/^API key “CI” began to export the activity log as csv/),
    ]),
  );
  await until(async () => (await mailedTo('A new API key in Harbour: CI')).includes('mia@keys.example'));
});

it('is in access as of a moment and in the review of the quarter', async () => {
  const [{ secret, apiKeyId }, gone] = await Promise.all([
    secretOf(make({ name: 'Auditor', permissions: ['team:access'] }), 201),
    secretOf(make({ name: 'Gone', permissions: ['team:read'] }), 201),
  ]);
  const keysAsOf = async (asOf?: string) => {
    const { body } = await withKey(secret, 'GET', asOf === undefined ? 'team/access' : `team/access?asOf=${asOf}`);
    const entries = body.data as { kind: string; name: string }[];
    const keys = entries.filter(({ kind, name }) => kind === 'apiKey' && ['Auditor', 'Gone'].includes(name));
    return { upTo: (body.upTo as { position: string }).position, keys };
  };
  const future = await withKey(secret, 'GET', 'team/access?asOf=2100-01-01T00:00:00Z');
  expect(refusal(future)).toEqual([422, 'as_of_not_yet']);
  const then = await keysAsOf();
  expect((await client.call('DELETE', `api-keys/${gone.apiKeyId}`, undefined, owner)).status).toBe(200);
  const grant = { type: 'ApiKeyCreated', by: { name: 'Mia Berg' }, eventId: expect.any(String) };
  const auditor = { name: 'Auditor', apiKeyId, status: 'active', permissions: ['team:access'], expiresAt: null, grant };
  expect((await keysAsOf()).keys).toMatchObject([{ ...auditor, rotatedBy: null }]);
  expect((await keysAsOf(then.upTo)).keys.map(({ name }) => name).sort()).toEqual(['Auditor', 'Gone']);

  const now = new Date(Date.now());
  const quarter = `${now.getUTCFullYear()}-Q${Math.floor(now.getUTCMonth() / 3) + 1}`;
  const headers = { authorization: `Bearer ${secret}` };
  const review = `${product.runtime().http}/api/v1/team/access/review?quarter=${quarter}&format=jsonl`;
  const rows = (await (await fetch(review, { headers })).text())
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row));
  const rowOf = (name: string) => rows.find((row) => row.kind === 'apiKey' && row.name === name);
  expect(rowOf('Auditor')).toMatchObject({
    ...{ apiKeyId, permissions: 'team:access', grantedByName: 'Mia Berg', beganWith: 'ApiKeyCreated' },
    ...{ until: null, endedWith: null, lastUsed: expect.stringMatching(/:00\.000Z$/) },
  });
  expect(rowOf('Gone')).toMatchObject({
    endedWith: 'ApiKeyRevoked',
    until: expect.any(String),
    lastUsed: 'none recorded',
  });
});

it('can do what it was given and no more, makes no other, and gets no socket', async () => {
  const { secret, apiKeyId } = await secretOf(make({ name: 'Reader', permissions: ['team:read'] }), 201);
  const denied = await withKey(secret, 'POST', 'billing/usage', { records: [] });
  expect(denied.body).toMatchObject({
    ...{ status: 403, code: 'permission_missing', permission: 'billing:usage', role: 'apiKey' },
    detail: 'This needs the permission "billing:usage", which the API key "Reader" was not given.',
    decidedBy: { rule: 'keyHasPermission', type: 'ApiKeyCreated', eventId: expect.any(String) },
  });
  expect(refusal(await withKey(secret, 'GET', 'me'))).toEqual([403, 'person_needed']);
  expect(refusal(await withKey(secret, 'DELETE', `api-keys/${apiKeyId}`))).toEqual([403, 'permission_missing']);
  const socket = socketClient(String(product.runtime().gateway), { token: secret });
  expect((await socket.ended).code).toBe(4401);
});

it('takes no terms that contradict a rule, and says which', async () => {
  const permissions = ['team:read'];
  const pointers = async (terms: object) => {
    const { status, body } = await make(terms);
    return [status, (body.errors as { pointer?: string }[]).map(({ pointer }) => pointer)];
  };
  expect(await pointers({ name: ' ', permissions })).toEqual([422, ['/name']]);
  expect(await pointers({ name: 'x', permissions: [] })).toEqual([422, ['/permissions']]);
  expect(await pointers({ name: 'x', permissions: ['apiKeys:manage'] })).toEqual([422, ['/permissions/0']]);
  expect(await pointers({ name: 'x', permissions, expiresAt: 'soon' })).toEqual([422, ['/expiresAt']]);
  expect(await pointers({ name: 'x', permissions, secret: 'mine' })).toEqual([422, ['/secret']]);
  const past = { name: 'x', permissions, expiresAt: '2020-01-01T00:00:00.000Z' };
  expect(refusal(await make(past))).toEqual([422, 'api_key_expiry_past']);
  expect(refusal(await make({ name: 'reader', permissions }))).toEqual([409, 'api_key_name_taken']);
  expect((await make({ name: 'Backup', permissions: ['team:export'] }, admin)).body).toMatchObject({
    ...{ status: 403, code: 'api_key_exceeds_own', permission: 'team:export' },
    decidedBy: { rule: 'grantsOnlyWhatIsHeld', type: 'MemberJoined' },
  });
});

it('is told of, when it gets a new secret, to whoever made it while they are there and to all who manage keys', async () => {
  const nightly = await secretOf(make({ name: 'Nightly', permissions: ['team:read'] }, admin), 201);
  const rotate = async (graceHours: number) =>
    secretOf(client.post(`api-keys/${nightly.apiKeyId}/rotate`, { graceHours }, owner), 200);
  const told = () => mailedTo('A new secret for an API key of Harbour: Nightly');
  const demoted = await client.call('PATCH', `team/members/${adminId}`, { role: 'member' }, owner);
  expect(demoted.status, JSON.stringify(demoted.body)).toBe(200);
  await rotate(1);
  await until(async () => (await told()).length === 2);
  expect((await told()).sort()).toEqual(['ada@keys.example', 'mia@keys.example']);
});

it('keeps no secret in what it prints, in the log of facts or in a table', async () => {
  const { facts, rows } = await everythingStored(product.stores());
  expect(facts).toContain('ApiKeyRotated');
  expect(shown).toHaveLength(8);
  for (const place of [product.output, facts, rows])
    for (const secret of shown) expect(place).not.toContain(secret.slice('ok_live_'.length));
});
