import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReceivedMail } from '../../infrastructure/embedded/inbox/mailbox.js';
import { startDnsServer, type Zone } from '../support/dnsServer.js';
import { goodPassword, type IdentityClient } from '../support/identityClient.js';
import { forbidden, Invitees, refusal } from '../support/invitees.js';
import { RunningProduct } from '../support/runningProduct.js';
import { socketClient } from '../support/socketClient.js';
import { until } from '../support/until.js';

let product: RunningProduct;
let dns: Awaited<ReturnType<typeof startDnsServer>>;
const zone: Zone = {};
let client: IdentityClient;
let people: Invitees;
let owner: Readonly<Record<string, string>>;

beforeAll(async () => {
  dns = await startDnsServer(zone);
  product = new RunningProduct(undefined, { DNS_SERVERS: dns.server });
  await product.start();
  people = new Invitees(product);
  client = people.client;
  const { body } = await client.signUp('mia@lakeside.example', { organizationName: 'Lakeside' });
  owner = client.as(body.accessToken);
  const start = { planId: 'starter', paymentMethodId: 'pm_card_visa' };
  await client.post('billing/subscription', start, owner);
});
afterAll(async () => {
  await product.dispose();
  dns.stop();
});

/** Waits for a mail to an address whose subject holds some words. */
async function mailTo(address: string, words: string): Promise<ReceivedMail> {
  let found: ReceivedMail | undefined;
  await until(async () => {
    const mails = (await (await fetch(`${product.runtime().inbox}/api/mails`)).json()) as ReceivedMail[];
    found = mails.find(({ to, subject }) => to === address && subject.includes(words));
    return found !== undefined;
  });
  return found as ReceivedMail;
}
const tokenIn = ({ text }: ReceivedMail): string => /#([A-Za-z0-9_-]+)$/m.exec(text)?.[1] ?? '';

const sentences = async (query = ''): Promise<string[]> => {
  const { body } = await client.call('GET', `team/activity?limit=200${query}`, undefined, owner);
  return (body.data as { sentence: string }[]).map(({ sentence }) => sentence).reverse();
};

it('brings somebody in: the mail arrives, its link signs up and joins, and the log says who did what, live', async () => {
  const token = String(owner.authorization).replace('Bearer ', '');
  const watcher = socketClient(String(product.runtime().gateway), { token });
  await watcher.first('welcome');
  watcher.send({ type: 'watch', resource: 'team.activity' });
  await watcher.first('changed');
  const told = watcher.frames.length;

  const invited = await client.post('team/invite', { email: 'jo@lakeside.example', role: 'member' }, owner);
  expect(invited.status).toBe(201);
  const mail = await mailTo('jo@lakeside.example', 'Mia Berg invites you to Lakeside');
  expect(mail.html).toContain(`/invitations#${tokenIn(mail)}"`);
  await until(() => watcher.frames.slice(told).some(({ resource }) => resource === 'team.activity'));
  await watcher.drop();

  const joined = await client.signUp('jo@lakeside.example', { name: 'Jo Park', invitationToken: tokenIn(mail) });
  expect(joined.status, JSON.stringify(joined.body)).toBe(201);
  await mailTo('mia@lakeside.example', 'Jo Park has joined Lakeside');
  const jo = String(joined.body.userId);
  const changed = await client.call('PATCH', `team/members/${jo}`, { role: 'viewer' }, owner);
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  await until(async () => (await sentences()).some((sentence) => sentence.includes('from member to viewer')));
  expect(await sentences(`&member=${jo}`)).toEqual(
    expect.arrayContaining([
      'Jo Park accepted the invitation to jo@lakeside.example',
      'Jo Park joined by an invitation with the role member',
      "Mia Berg changed Jo Park's role from member to viewer",
    ]),
  );
  expect(await sentences('&action=MemberInvited')).toEqual([
    'Mia Berg invited jo@lakeside.example with the role member',
  ]);
  await mailTo('jo@lakeside.example', 'Your role in Lakeside has changed');
  const refused = await client.call('GET', 'team/activity', undefined, client.as(joined.body.accessToken));
  expect(refused.status).toBe(403);
});

it('is exported whole, and the export is in the log with its rows and hash', async () => {
  for (const format of ['csv', 'jsonl']) {
    const path = `${product.runtime().http}/api/v1/team/activity/export?format=${format}&action=MemberJoined`;
    const answer = await fetch(path, { headers: owner });
    const text = await answer.text();
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="activity.${format}"`);
    expect(text.trimEnd().split('\n')).toHaveLength(format === 'csv' ? 3 : 2);
    expect(text).toContain('Jo Park joined by an invitation with the role member');
    const hash = createHash('sha256').update(text).digest('hex');
    const entry = `Mia Berg exported the activity log as ${format}: 2 rows, SHA-256 ${hash}`;
    await until(async () => (await sentences('&action=DataExportEnded')).includes(entry));
  }
  for (const query of ['action=nonsense', 'from=yesterday', 'limit=0', 'sort=password', 'member=a&member=b'])
    expect((await client.call('GET', `team/activity?${query}`, undefined, owner)).status).toBe(422);
});

it('brings a new password, whose link is good once, and tells that it was set', async () => {
  await client.post('auth/password-reset', { email: 'mia@lakeside.example' });
  const mail = await mailTo('mia@lakeside.example', 'Choose a new password');
  const wish = { token: tokenIn(mail), password: `${goodPassword} anew` };
  expect((await client.post('auth/password-reset/confirm', wish)).status).toBeLessThan(300);
  await mailTo('mia@lakeside.example', 'Your password was changed');
  expect((await client.signIn('mia@lakeside.example', wish.password)).status).toBe(200);
  expect((await client.post('auth/password-reset/confirm', wish)).status).toBeGreaterThanOrEqual(400);
});

it('tells a link that was never ours from one that is no longer good', async () => {
  const own = await people.owner('dora@pier.example', 'Pier');
  const lou = await people.person('lou@pier.example');
  for (const garbage of ['x', 'a'.repeat(86), `${'A'.repeat(43)}.${'B'.repeat(43)}`]) {
    expect(refusal(await people.accept(garbage, lou))).toEqual([404, 'not_found']);
    expect(refusal(await people.view(garbage))).toEqual([404, 'not_found']);
  }
  const { invitationId } = (await people.invite('lou@pier.example', own)).body;
  const [first = ''] = await people.tokensOf('lou@pier.example');
  expect((await people.view(first)).body).toMatchObject({ organizationName: 'Pier', roleName: 'member' });
  expect((await people.client.post(`team/invitations/${invitationId}/resend`, {}, own)).status).toBe(200);
  const [, second = ''] = await people.tokensOf('lou@pier.example', 2);
  for (const ask of [() => people.view(first), () => people.accept(first, lou)])
    expect(refusal(await ask())).toEqual([410, 'invitation_gone']);
  // Changed in one character it is nobody's.
  const forged = `${second.slice(0, -2)}${second.endsWith('AA') ? 'BB' : 'AA'}`;
  expect(refusal(await people.accept(forged, lou))).toEqual([404, 'not_found']);
  expect((await people.client.call('DELETE', `team/invitations/${invitationId}`, undefined, own)).status).toBe(200);
  for (const ask of [() => people.view(second), () => people.accept(second, lou)])
    expect(refusal(await ask())).toEqual([410, 'invitation_gone']);
});

it('is for the address it went to, verified, and for the role it was sent with', async () => {
  const own = await people.owner('eve@jetty.example', 'Jetty');
  await people.invite('Max@Jetty.example', own, 'viewer');
  const [token = ''] = await people.tokensOf('Max@Jetty.example');
  const tagged = await people.person('max+work@jetty.example');
  expect(forbidden(await people.accept(token, tagged))).toEqual([
    'email_mismatch',
    'onlyTheInvitedAccept',
    'MemberInvited',
  ]);
  const another = await people.client.signUp('sue@jetty.example', { invitationToken: token });
  expect(forbidden(another)).toEqual(['email_mismatch', 'onlyTheInvitedAccept', 'MemberInvited']);
  const unverified = await people.person('max@jetty.example', false);
  expect(forbidden(await people.accept(token, unverified))).toEqual([
    ...['email_unverified', 'onlyVerifiedAddressesCount', 'UserRegistered'],
  ]);
  const raised = await people.client.post('team/invitations/accept', { token, role: 'owner' }, unverified);
  expect(raised).toMatchObject({ status: 422, body: { code: 'unknown_field', errors: [{ pointer: '/role' }] } });
  await people.verify('max@jetty.example');
  expect(await people.accept(token, unverified)).toMatchObject({ status: 200, body: { role: 'viewer' } });
});

it.each([
  ['upper case', 'NIA@wharf.example', 'nia@wharf.example'],
  ['compatibility forms', 'ｒｉａ@wharf.example', 'ria@wharf.example'],
])('compares addresses without %s', async (what, written, address) => {
  const own = await people.owner(`owner-${what.length}@wharf.example`, 'Wharf');
  expect((await people.invite(written, own)).status).toBe(201);
  expect(refusal(await people.invite(address, own))).toEqual([409, 'already_invited']);
  const [token = ''] = await people.tokensOf(written);
  expect((await people.accept(token, await people.person(address))).status).toBe(200);
  expect(refusal(await people.invite(written, own))).toEqual([409, 'already_member']);
});

it('lets in who asks by an address of a domain that the DNS proves, and mails whoever answers and who asked', async () => {
  const signedIn = await client.signIn('mia@lakeside.example', `${goodPassword} anew`);
  const own = client.as(signedIn.body.accessToken);
  const added = await client.post('team/domains', { domain: 'lakeside.example' }, own);
  const { name, value } = added.body.record as Record<string, string>;
  const verify = () => client.post('team/domains/lakeside.example/verify', {}, own);
  expect(refusal(await verify())).toEqual([409, 'domain_not_proven']);
  zone[String(name)] = 'servfail';
  expect(refusal(await verify())).toEqual([503, 'temporarily_unavailable']);
  zone[String(name)] = [['v=spf1 -all'], [String(value)]];
  expect((await verify()).status).toBe(200);
  const policy = { policy: 'request', role: 'viewer' };
  expect((await client.call('PATCH', 'team/domains/lakeside.example', policy, own)).status).toBe(200);
  const raised = await client.call('PATCH', 'team/domains/lakeside.example', { ...policy, role: 'owner' }, own);
  expect(forbidden(raised)).toEqual(['role_exceeds_own', 'nobodyJoinsAsOwner', null]);

  const kim = await people.person('kim@lakeside.example');
  const asked = await client.post('team/join', {}, kim);
  expect(asked).toMatchObject({ status: 200, body: { outcome: 'requested' } });
  await mailTo('mia@lakeside.example', 'asks to join Lakeside');
  const position = asked.headers.get('consistency-token') ?? '';
  const waiting = await client.call('GET', 'team/join-requests', undefined, {
    ...own,
    'consistency-token': position,
  });
  const [{ requestId } = { requestId: '' }] = waiting.body.data as { requestId: string }[];
  expect((await client.post(`team/join-requests/${requestId}/approve`, { role: 'viewer' }, own)).status).toBe(200);
  await mailTo('kim@lakeside.example', 'You are a member of Lakeside');
});
