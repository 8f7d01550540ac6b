import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { postgresProjectors } from '../../infrastructure/composition/modules/projections.js';
import { SIMULATOR_KEY } from '../../infrastructure/composition/stripeBackend.js';
import { startEmbeddedClickHouse } from '../../infrastructure/embedded/chdb/embeddedClickHouse.js';
import { stripeClient } from '../../infrastructure/stripe/stripeClient.js';
import { goodPassword, IdentityClient } from '../support/identityClient.js';
import { mailedInvitation } from '../support/mailedInvitation.js';
import { wordsInClickHouse, wordsInFiles, wordsInPostgres } from '../support/plaintextSearch.js';
import { runTool } from '../support/productTool.js';
import { RunningProduct } from '../support/runningProduct.js';
import { until } from '../support/until.js';

const product = new RunningProduct();
let client: IdentityClient;
beforeAll(async () => {
  await product.start();
  client = new IdentityClient(product);
}, 120_000);
afterAll(() => product.dispose());

const email = 'erin.fjordland@example.com';
const name = 'Erin Fjordland';
const userAgent = 'ErinsOwnBrowser/77.7';
const address = '127.77.66.55';
const words = [email, name, 'Fjordland', userAgent, address];
const headers = { 'user-agent': userAgent };

const databases = () =>
  ['objecta', 'eventstore'].map((database) => product.stores().postgres.replace(/\/[^/]*$/, `/${database}`));

const foundInPostgres = async () => (await Promise.all(databases().map((url) => wordsInPostgres(url, words)))).flat();
/** ClickHouse makes and removes files all the time while it runs. */
const foundInFiles = (...passedOver: string[]) => wordsInFiles(product.dataDir, words, ['postgres', ...passedOver]);

async function keyTable<T>(work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client({ connectionString: databases()[0] });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

const stripe = () => stripeClient({ secretKey: SIMULATOR_KEY, url: product.runtime().stripeSimulator });

let ownerHeaders: Record<string, string>;
let organizationId: unknown;
let erin: Record<string, string>;
let customerId: string;
let keysBefore: { subject: string; wrapped_key: Buffer }[];

it('a person of an organization leaves traces in many places', { timeout: 120_000 }, async () => {
  const owner = await client.signUp('olga@example.org', { name: 'Olga Stein' });
  ownerHeaders = client.as(owner.body.accessToken);
  organizationId = owner.body.organizationId;
  const hooks = await client.post('webhook-endpoints', { url: 'http://127.0.0.1:65535/hooks' }, ownerHeaders);
  expect(hooks.status).toBe(201);
  const invited = await client.post(
    'team/invite',
    { email, role: 'member', message: `Welcome, ${name}!` },
    { ...ownerHeaders, 'idempotency-key': 'invite-erin' },
  );
  expect(invited.status, JSON.stringify(invited.body)).toBe(201);
  const token = await mailedInvitation(product.dataDir, email);
  const joined = await client.signUp(email, { name, invitationToken: token }, headers);
  expect(joined.status, JSON.stringify(joined.body)).toBe(201);
  expect((await client.post('auth/sign-in', { email, password: 'not her password' }, headers)).status).toBe(401);
  expect(await client.signInFrom(address, email, 'not her password')).toBe(401);
  expect(await client.signInFrom(address, email)).toBe(200);
  const contact = { email: email.toUpperCase(), name, metadata: { organizationId: String(organizationId) } };
  ({ id: customerId } = await stripe().customers.create(contact));
  const signedIn = await client.post(
    'auth/sign-in',
    { email, password: goodPassword, tokenTransport: 'body' },
    headers,
  );
  expect(signedIn.status).toBe(200);
  erin = { ...client.as(signedIn.body.accessToken), ...headers };
  await until(
    async () =>
      (await client.call('GET', 'team/members', undefined, ownerHeaders)).body.data !== undefined &&
      JSON.stringify((await client.call('GET', 'team/members', undefined, ownerHeaders)).body).includes(email),
  );
  await until(async () => (await foundInPostgres()).some((trace) => trace.includes('billing.customers')));
  const traces = await foundInPostgres();
  expect(traces.join('\n')).toMatch(/team\.members__g\d+: erin/);
  expect(traces.join('\n')).toMatch(/team\.invitations__g\d+: erin/);
  expect(traces.join('\n')).toMatch(/idempotency_keys: erin/);
  expect(traces.join('\n')).not.toMatch(/event_log/);
  expect(foundInFiles('clickhouse').join('\n')).toMatch(/inbox/);
  keysBefore = await keyTable(
    async (db) =>
      (await db.query('SELECT subject, wrapped_key FROM personal_data.subject_keys WHERE wrapped_key IS NOT NULL'))
        .rows,
  );
});

it('is asked once more who it is, and keeps an organization from losing its last owner', async () => {
  for (const [body, status, code] of [
    [{}, 403, 'proof_required'],
    [{ password: 'not her password' }, 403, 'password_wrong'],
    [{ totp: '123456' }, 403, 'proof_required'],
  ] as const) {
    const answer = await client.call('DELETE', 'me', body, erin);
    expect([answer.status, answer.body.code], JSON.stringify(body)).toEqual([status, code]);
  }
  const refusal = await client.call('DELETE', 'me', { password: goodPassword }, ownerHeaders);
  expect(refusal).toMatchObject({ status: 409, body: { code: 'last_owner_of', organizationId } });
});

it('is nowhere any more once it has been erased', { timeout: 90_000 }, async () => {
  const answer = await client.call('DELETE', 'me', { password: goodPassword }, erin);
  expect(answer.status, JSON.stringify(answer.body)).toBe(202);
  expect((await client.call('GET', 'me', undefined, erin)).status).toBe(401);
  expect((await client.signIn(email)).status).toBe(401);
  await until(async () => (await foundInPostgres()).length === 0 && foundInFiles('clickhouse').length === 0);
  expect(await stripe().customers.retrieve(customerId)).toMatchObject({ email: null, name: null });
  const members = await client.call('GET', 'team/members', undefined, ownerHeaders);
  expect(JSON.stringify(members.body)).not.toContain('erin');
  const { data } = (await client.call('GET', 'team/invitations', undefined, ownerHeaders)).body as { data: object[] };
  expect(data).toMatchObject([{ email: '[erased]', message: null, status: 'accepted' }]);
});

it('of two owners who ask at the same moment, one stays', { timeout: 90_000 }, async () => {
  const pia = await client.signUp('pia@example.org', { name: 'Pia Holm' });
  const owners = [client.as(pia.body.accessToken)];
  const invitation = { email: 'quinn@example.org', role: 'admin' };
  expect((await client.post('team/invite', invitation, owners[0])).status).toBe(201);
  const invitationToken = await mailedInvitation(product.dataDir, 'quinn@example.org');
  const quinn = await client.signUp('quinn@example.org', { name: 'Quinn Vale', invitationToken });
  owners.push(client.as(quinn.body.accessToken));
  const userId = String((await client.call('GET', 'me', undefined, owners[1])).body.userId);
  const raised = await client.call('PATCH', `team/members/${userId}`, { role: 'owner' }, owners[0]);
  expect(raised.status, JSON.stringify(raised.body)).toBe(200);
  await until(async () => {
    const { data } = (await client.call('GET', 'team/members', undefined, owners[0])).body;
    return (data as { role: string }[]).filter(({ role }) => role === 'owner').length === 2;
  });

  const answers = await Promise.all(owners.map((own) => client.call('DELETE', 'me', { password: goodPassword }, own)));
  expect(answers.map(({ status }) => status).sort(), JSON.stringify(answers)).toEqual([202, 409]);
  const stays = owners[answers.findIndex(({ status }) => status === 409)];
  expect(answers.find(({ status }) => status === 409)?.body.code).toBe('last_owner_of');
  const { data } = (await client.call('GET', 'team/roles', undefined, stays)).body;
  expect(data).toEqual(expect.arrayContaining([expect.objectContaining({ roleId: 'owner', members: 1 })]));
});

it('every read model equals a fold of the log without it', { timeout: 120_000 }, async () => {
  for (const { name: readModel } of postgresProjectors.filter((projector) =>
    /^(team|notifications|identity)\.|^billing\.customers$/.test(projector.name),
  )) {
    const { printed, failure } = await runTool(product, 'projections', 'verify', readModel);
    expect(`${printed}${failure ?? ''}`, readModel).toContain('equals the log');
  }
});

it('is not in ClickHouse or any file, and stays erased when an older key table is restored', {
  timeout: 120_000,
}, async () => {
  await keyTable(async (db) => {
    for (const { subject, wrapped_key: key } of keysBefore)
      await db.query(
        'UPDATE personal_data.subject_keys SET wrapped_key = $2, erased_at = NULL WHERE subject = $1 AND wrapped_key IS NULL',
        [subject, key],
      );
  });
  await product.stop();
  expect(foundInFiles()).toEqual([]);
  const engine = await startEmbeddedClickHouse({ dataDir: join(product.dataDir, 'clickhouse') });
  try {
    expect(await wordsInClickHouse(engine.client, words)).toEqual([]);
    expect(await wordsInClickHouse(engine.client, [String(organizationId)])).not.toEqual([]);
  } finally {
    await engine.stop();
  }
  await product.start();
  const { rows } = await keyTable((db) =>
    db.query<{ subject: string }>('SELECT subject FROM personal_data.subject_keys WHERE wrapped_key IS NULL'),
  );
  expect(rows.map(({ subject }) => subject.split(':')[0])).toContain('invitation');
  expect(rows.length).toBeGreaterThanOrEqual(2);
  client = new IdentityClient(product);
  expect((await client.signUp(email, { name: 'Somebody else' })).status, 'the address is free again').toBe(201);
});
