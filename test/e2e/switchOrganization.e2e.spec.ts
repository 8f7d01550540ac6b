import { afterAll, beforeAll, expect, it } from 'vitest';
import { billingAccountStream } from '../../domain/billing/streams.js';
import type { ReceivedMail } from '../../infrastructure/embedded/inbox/mailbox.js';
import { type Answered, goodPassword, IdentityClient } from '../support/identityClient.js';
import { forbidden, Invitees, refusal } from '../support/invitees.js';
import { withProductLog } from '../support/productLog.js';
import { SharedProduct } from '../support/sharedProduct.js';
import { until } from '../support/until.js';

const product = new SharedProduct();
let client: IdentityClient;
beforeAll(async () => {
  await product.start();
  client = new IdentityClient(product);
});
afterAll(() => product.dispose());

const organizationsOf = async (own: Record<string, string>, position = '') => {
  const headers = position === '' ? own : { ...own, 'consistency-token': position };
  return (await client.call('GET', 'me/organizations', undefined, headers)).body.data;
};

/** The token in a link to one of our pages that was mailed to an address. */
async function mailedToken(email: string, page: string): Promise<string> {
  const link = new RegExp(`/${page}#([\\w-]{40,})`);
  let token: string | undefined;
  await until(async () => {
    const mails = (await (await fetch(`${product.runtime().inbox}/api/mails`)).json()) as ReceivedMail[];
    const texts = mails.filter(({ to }) => JSON.stringify(to).includes(email)).map(({ text }) => text ?? '');
    token = texts.map((text) => link.exec(text)?.[1]).find((found) => found !== undefined);
    return token !== undefined;
  });
  return String(token);
}

it('one person works in several organizations, one at a time in each session', async () => {
  const mia = (await client.signUp('mia@switching.example', { organizationName: 'Lakeside' })).body;
  const own = client.as(mia.accessToken);
  expect(await organizationsOf(own)).toMatchObject([{ name: 'Lakeside', role: 'owner', current: true }]);

  const key = { 'idempotency-key': 'a second one' };
  const created = await client.post('me/organizations', { name: 'Hillside' }, { ...own, ...key });
  expect(created.status).toBe(201);
  const hillside = created.body.organizationId;
  const again = await client.post('me/organizations', { name: 'Hillside' }, { ...own, ...key });
  expect(again.body.organizationId).toBe(hillside);
  const position = created.headers.get('consistency-token') ?? '';
  expect(await organizationsOf(own, position)).toMatchObject([
    { organizationId: hillside, name: 'Hillside', role: 'owner', current: false },
    { organizationId: mia.organizationId, name: 'Lakeside', role: 'owner', current: true },
  ]);

  const switched = await client.post('auth/switch-organization', { organizationId: hillside }, own);
  expect(switched.body).toMatchObject({ organizationId: hillside, expiresIn: 300 });
  const there = { ...client.as(switched.body.accessToken), 'consistency-token': position };
  expect((await client.call('GET', 'team/organization', undefined, there)).body.name).toBe('Hillside');
  // The token in hand is still for the first one; the session goes on in the second.
  expect((await client.call('GET', 'team/organization', undefined, own)).body.name).toBe('Lakeside');
  expect((await client.refresh(mia.refreshToken)).body.organizationId).toBe(hillside);
  expect((await client.signIn('mia@switching.example')).body.organizationId).toBe(hillside);
});

it('an organization of others is not found, whether there is one or not', async () => {
  const own = client.as((await client.signUp('eve@switching.example')).body.accessToken);
  const others = (await client.signUp('rob@example.com')).body.organizationId;
  const nowhere = '0193a5c2-0000-7000-8000-00000000ffff';
  const [foreign, missing] = await Promise.all(
    [others, nowhere].map((organizationId) => client.post('auth/switch-organization', { organizationId }, own)),
  );
  expect(refusal(foreign as Answered)).toEqual([404, 'not_found']);
  const { correlationId: _one, ...one } = (foreign as Answered).body;
  const { correlationId: _two, ...two } = (missing as Answered).body;
  expect(one).toEqual(two);
  for (const organizationId of ['', 'x', '../x', 7, null])
    expect((await client.post('auth/switch-organization', { organizationId }, own)).status).toBe(422);
});

it('a suspended member cannot switch there, and sees so; a removed one does not see it at all', async () => {
  const owner = (await client.signUp('olga@switching.example', { organizationName: 'Riverside' })).body;
  const asOwner = client.as(owner.accessToken);
  const jo = (await client.signUp('jo@switching.example', { organizationName: 'Own' })).body;
  const asJo = client.as(jo.accessToken);
  await client.post('team/invite', { email: 'jo@switching.example', role: 'member' }, asOwner);
  await client.post('auth/verify-email', { token: await mailedToken('jo@switching.example', 'verify-email') });
  const token = await mailedToken('jo@switching.example', 'invitations');
  const accepted = await client.post('team/invitations/accept', { token }, asJo);
  expect(accepted.status, JSON.stringify(accepted.body)).toBeLessThan(300);
  const riverside = { organizationId: owner.organizationId };
  expect((await client.post('auth/switch-organization', riverside, asJo)).status).toBe(200);

  await client.post(`team/members/${String(jo.userId)}/suspend`, {}, asOwner);
  expect(refusal(await client.post('auth/switch-organization', riverside, asJo))).toEqual([
    403,
    'membership_suspended',
  ]);
  expect(await organizationsOf(asJo)).toMatchObject([{ name: 'Own' }, { name: 'Riverside', status: 'suspended' }]);
  const removed = await client.call('DELETE', `team/members/${String(jo.userId)}`, undefined, asOwner);
  expect(removed.status).toBeLessThan(300);
  expect(refusal(await client.post('auth/switch-organization', riverside, asJo))).toEqual([404, 'not_found']);
  expect(await organizationsOf(asJo)).toMatchObject([{ name: 'Own' }]);
});

it('a profile changes where something is said, under If-Match if asked', async () => {
  const own = client.as((await client.signUp('pat@example.com')).body.accessToken);
  const patch = (body: object, headers = {}) => client.call('PATCH', 'me', body, { ...own, ...headers });
  const first = await patch({ timeZone: 'Europe/Zurich' });
  expect(first.status).toBe(200);
  const etag = String(first.headers.get('etag'));
  expect((await patch({ name: 'Pat B.', locale: 'de-ch' }, { 'if-match': etag })).status).toBe(200);
  expect(refusal(await patch({ name: 'Pat C.' }, { 'if-match': etag }))).toEqual([412, 'revision_mismatch']);
  const me = (await client.call('GET', 'me', undefined, own)).body;
  expect(me).toMatchObject({ name: 'Pat B.', locale: 'de-CH', timeZone: 'Europe/Zurich' });
});

it('the team sees what somebody calls themselves now, at every moment asked about; one that was left does not', async () => {
  const people = new Invitees(product);
  const ann = await people.owner('ann@names.example', 'Names');
  const bo = await people.member('bo@names.example', 'member', ann);
  const namesIn = async (path: string, own: Record<string, string>) => {
    const { body } = await client.call('GET', `team/${path}`, undefined, own);
    return (body.data as { name?: string; sentence?: string }[]).map(({ name, sentence }) => name ?? sentence);
  };
  const access = (await client.call('GET', 'team/access', undefined, ann)).body.data as {
    joined: { position: string };
  }[];
  const whenJoined = `access?asOf=${access[1]?.joined.position}`;

  expect((await client.call('PATCH', 'me', { name: 'Bo Ny' }, bo.own)).status).toBe(200);
  await until(async () => (await namesIn('members?search=bo%20ny', ann)).length === 1);
  expect(await namesIn('access', ann)).toEqual(['Mia Berg', 'Bo Ny']);
  expect(await namesIn(whenJoined, ann)).toEqual(['Mia Berg', 'Bo Ny']);
  await until(async () => (await namesIn('activity', ann)).includes('Bo Ny goes by another name now'));

  expect((await client.call('DELETE', `team/members/${bo.userId}`, undefined, bo.own)).status).toBe(200);
  const elsewhere = client.as((await client.signIn('bo@names.example')).body.accessToken);
  expect((await client.call('PATCH', 'me', { name: 'Bo Secret' }, elsewhere)).status).toBe(200);
  await until(async () => (await namesIn('members?search=secret', elsewhere)).length === 1);
  expect(await namesIn(whenJoined, ann)).toEqual(['Mia Berg', 'Bo Ny']);
  const told = await namesIn('activity', ann);
  expect(told).toContain('Bo Ny left the organization');
  expect(JSON.stringify(told)).not.toContain('Secret');
});

it('an organization is deleted by an owner who has just signed in: everybody is out, and nothing is paid any more', async () => {
  const people = new Invitees(product);
  const own = await people.owner('zed@ended.example', 'Ended');
  const start = { planId: 'starter', paymentMethodId: 'pm_card_visa' };
  await client.post('billing/subscription', start, { ...own, 'idempotency-key': 'buy' });
  const ada = await people.member('ada@ended.example', 'admin', own);
  const remove = (who: Record<string, string>, name = 'Ended') =>
    client.call('DELETE', 'team/organization', { name }, who);
  expect(forbidden(await remove(ada.own))).toEqual(['permission_missing', 'onlyOwners', 'MemberJoined']);
  expect(refusal(await remove(own, 'Another'))).toEqual([422, 'name_not_confirmed']);
  expect((await remove(own)).status).toBe(204);
  for (const who of [own, ada.own]) {
    const answer = await client.call('GET', 'team/members', undefined, who);
    expect(forbidden(answer)).toEqual(['not_a_member', 'member', 'MemberRemoved']);
  }
  const recorded = await withProductLog(product.stores(), async ({ eventStore }) => {
    const types = new Set<string>();
    await until(async () => {
      const stream = billingAccountStream(String(ada.organizationId));
      for await (const { type } of eventStore.readStream(stream)) types.add(type);
      return types.has('SubscriptionEnded');
    });
    return types;
  });
  expect(recorded).toContain('BillingRequestSucceeded');
  // Whoever owns nothing any more can be erased.
  expect((await client.call('DELETE', 'me', { password: goodPassword }, own)).status).toBe(202);
});
