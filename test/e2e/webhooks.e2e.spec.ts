import { afterAll, beforeAll, expect, it } from 'vitest';
import { everythingStored } from '../support/everythingStored.js';
import { type HookReceiver, startHookReceiver, verified } from '../support/hookReceiver.js';
import { IdentityClient } from '../support/identityClient.js';
import { SharedProduct } from '../support/sharedProduct.js';
import { testCertificates } from '../support/testCertificates.js';
import { until } from '../support/until.js';

const product = new SharedProduct();
let client: IdentityClient;
let owner: Readonly<Record<string, string>>;
let hooks: HookReceiver;
let failing: HookReceiver;
let secure: HookReceiver;
let stranger: HookReceiver;

beforeAll(async () => {
  await product.start();
  client = new IdentityClient(product);
  hooks = await startHookReceiver();
  failing = await startHookReceiver();
  secure = await startHookReceiver(testCertificates.trusted);
  stranger = await startHookReceiver(testCertificates.selfSigned);
  const { body } = await client.signUp('mia@hooks.example', { organizationName: 'Lakeside' });
  owner = client.as(body.accessToken);
});
afterAll(async () => {
  await product.dispose();
  for (const receiver of [hooks, failing, secure, stranger]) await receiver.stop();
});

type Delivery = Readonly<{
  deliveryId: string;
  eventType: string;
  status: string;
  attempts: { status: number | null; error: string | null }[];
}>;
const deliveries = async (endpointId: string, query = ''): Promise<readonly Delivery[]> => {
  const { body } = await client.call('GET', `webhook-endpoints/${endpointId}/deliveries${query}`, undefined, owner);
  return body.data as Delivery[];
};
const add = (body: object, key: string) => client.post('webhook-endpoints', body, { ...owner, 'idempotency-key': key });
const invite = async (email: string) => {
  const invited = await client.post('team/invite', { email, role: 'member' }, owner);
  expect(invited.status, JSON.stringify(invited.body)).toBe(201);
};

it('refuses addresses inside, in whatever spelling', async () => {
  const inside = [
    ...['http://2130706433:4000/', 'https://0x7f.1/', 'https://[::ffff:7f00:1]/', 'https://169.254.169.254/'],
    ...['https://10.0.0.1/', 'https://good.com@evil.com/', 'https://hooks.northwind.example:25/', 'file:///etc/passwd'],
  ];
  for (const [at, url] of inside.entries()) {
    const { status, body } = await add({ url }, `inside-${at}`);
    expect([url, status, body.code]).toEqual([url, 422, 'url_not_allowed']);
  }
  const unknown = await add({ url: hooks.url, eventTypes: ['member.exploded'] }, 'unknown');
  expect(unknown.status).toBe(422);
});

it('tells an endpoint what happens, signed; a failing one is tried again, and any delivery is sent again by hand', async () => {
  const first = await add({ url: hooks.url, description: 'CRM' }, 'first');
  expect(first.status, JSON.stringify(first.body)).toBe(201);
  const again = await add({ url: hooks.url, description: 'CRM' }, 'first');
  expect([again.status, again.body]).toEqual([201, first.body]);
  const { endpointId, secret } = first.body as { endpointId: string; secret: string };
  failing.answers.push(500);
  const other = await add({ url: failing.url, eventTypes: ['invitation.sent'] }, 'failing');
  const otherId = String(other.body.endpointId);

  await invite('jo@hooks.example');
  await until(() => hooks.received.length === 1);
  const [delivered] = hooks.received;
  if (!delivered) throw new Error('nothing arrived');
  expect(verified(delivered, secret)).toMatchObject({
    type: 'invitation.sent',
    data: { organizationId: expect.any(String), invitationId: expect.any(String), role: 'member' },
  });
  expect(delivered.body).not.toContain('jo@');
  expect(() => verified(delivered, String(other.body.secret))).toThrow('No matching signature');

  await until(async () => (await deliveries(otherId, '?status=delivered')).length === 1);
  const [retried] = await deliveries(otherId);
  expect(retried?.attempts.map(({ status }) => status)).toEqual([200, 500]);
  expect(failing.received.map(({ id }) => id)).toEqual([retried?.deliveryId, retried?.deliveryId]);

  const path = `webhook-endpoints/${endpointId}/deliveries/${delivered.id}`;
  const asked = await client.post(`${path}/redeliver`, {}, owner);
  expect(asked.status, JSON.stringify(asked.body)).toBe(202);
  await until(() => hooks.received.length === 2);
  expect([hooks.received[1]?.id, hooks.received[1]?.body]).toEqual([delivered.id, delivered.body]);
  const { body: shown } = await client.call('GET', path, undefined, owner);
  expect(shown).toMatchObject({ deliveryId: delivered.id, payload: delivered.body, eventType: 'invitation.sent' });
});

it('signs with the former secret too after a rotation, and stops when disabled', async () => {
  const { body } = await client.call('GET', 'webhook-endpoints', undefined, owner);
  const [{ endpointId } = { endpointId: '' }] = body.data as { endpointId: string }[];
  const of = `webhook-endpoints/${endpointId}`;
  const rotated = await client.post(`${of}/rotate-secret`, {}, owner);
  expect(rotated.status, JSON.stringify(rotated.body)).toBe(200);
  const secret = String(rotated.body.secret);
  const before = hooks.received.length;
  const tested = await client.post(`${of}/test`, {}, owner);
  expect(tested.status).toBe(202);
  await until(() => hooks.received.length > before);
  const hook = hooks.received.at(-1);
  if (!hook) throw new Error('nothing arrived');
  expect(hook.id).toBe(tested.body.deliveryId);
  expect(verified(hook, secret)).toMatchObject({ type: 'webhook.test', data: { endpointId } });
  expect(hook.headers['webhook-signature']?.split(' ')).toHaveLength(2);

  expect((await client.post(`${of}/disable`, {}, owner)).status).toBe(200);
  const refused = await client.post(`${of}/test`, {}, owner);
  expect([refused.status, refused.body.code]).toEqual([409, 'webhook_endpoint_disabled']);
  const etag = String((await client.call('GET', of, undefined, owner)).headers.get('etag'));
  const fresh = { ...owner, 'if-match': etag };
  expect((await client.call('PATCH', of, { description: 'x' }, fresh)).status).toBe(200);
  expect((await client.call('PATCH', of, { description: 'y' }, fresh)).status).toBe(412);
  const stale = { ...owner, 'if-match': '"0"' };
  expect((await client.call('PATCH', of, { description: 'x' }, stale)).status).toBe(412);
  expect((await client.call('DELETE', of, undefined, owner)).status).toBe(200);
  expect((await client.call('GET', `${of}/deliveries`, undefined, owner)).status).toBe(404);

  const told = [`added the webhook endpoint ${hooks.url}`, `rotated the secret of the webhook endpoint ${hooks.url}`];
  await until(async () => {
    const { body: log } = await client.call('GET', 'team/activity?limit=200', undefined, owner);
    const sentences = (log.data as { sentence: string }[]).map(({ sentence }) => sentence);
    return told.every((each) => sentences.includes(`Mia Berg ${each}`));
  });
});

it('delivers over TLS to whoever has a certificate that verifies, and to nobody else; both are counted', async () => {
  for (const [at, { url }] of [secure, stranger].entries()) {
    const { body } = await add({ url, eventTypes: ['invitation.revoked'] }, `tls-${at}`);
    expect((await client.post(`webhook-endpoints/${body.endpointId}/test`, {}, owner)).status).toBe(202);
    const attempted = async () => (await deliveries(String(body.endpointId)))[0]?.attempts.at(-1);
    await until(async () => (await attempted()) !== undefined);
    const trusted = { status: 200, error: null };
    const refused = { status: null, error: 'DEPTH_ZERO_SELF_SIGNED_CERT' };
    expect(await attempted()).toMatchObject(url === secure.url ? trusted : refused);
  }
  expect(secure.received).toHaveLength(1);
  expect(stranger.received).toEqual([]);
  const figures = await (await fetch(`${product.runtime().http}/metrics`)).text();
  const figure = (name: string) =>
    Number(
      figures
        .split('\n')
        .find((line) => line.startsWith(`${name} `))
        ?.split(' ')[1],
    );
  expect(figure('objecta_webhook_attempts_total{outcome="delivered"}')).toBeGreaterThan(0);
  expect(figure('objecta_webhook_attempts_total{outcome="retried"}')).toBeGreaterThan(0);
  expect(figure('objecta_webhook_oldest_pending_seconds')).toBeGreaterThan(0);
});

it('disables an endpoint that is gone, and mails who manages the webhooks', async () => {
  failing.answers.push(410);
  const { body } = await add({ url: `${failing.url}?token=kept` }, 'gone');
  await client.post(`webhook-endpoints/${body.endpointId}/test`, undefined, owner);
  let mail: { to: string; subject: string; text: string } | undefined;
  await until(async () => {
    const mails = (await (await fetch(`${product.runtime().inbox}/api/mails`)).json()) as NonNullable<typeof mail>[];
    mail = mails.find(({ subject }) => subject === 'A webhook endpoint of Lakeside was disabled');
    return mail !== undefined;
  });
  expect(mail?.to).toBe('mia@hooks.example');
  expect(mail?.text).toContain('410 Gone');
  expect(mail?.text).not.toContain('token=kept');
  const { body: shown } = await client.call('GET', `webhook-endpoints/${body.endpointId}`, undefined, owner);
  expect(shown).toMatchObject({ status: 'disabled', disabledBecause: 'gone' });
});

it('keeps no secret: neither in the log, nor in a table, nor in what it prints', async () => {
  const { body, status } = await add({ url: failing.url }, 'kept-nowhere');
  expect(status).toBe(201);
  const secret = String(body.secret).replace('whsec_', '');
  const { facts, rows } = await everythingStored(product.stores());
  expect(facts).toContain(String(body.endpointId));
  for (const text of [facts, rows, product.output]) expect(text).not.toContain(secret);
});
