import { afterAll, beforeAll, expect, it } from 'vitest';
import { INVITATION_LIFETIME_MS } from '../../domain/team/organization/invitationTime.js';
import { givenFacts } from '../support/givenOrganization.js';
import { forbidden, Invitees, type Own, refusal } from '../support/invitees.js';
import { withProductLog } from '../support/productLog.js';
import { SharedProduct } from '../support/sharedProduct.js';

const product = new SharedProduct();
let people: Invitees;

beforeAll(async () => {
  await product.start();
  people = new Invitees(product);
});
afterAll(() => product.dispose());

it('gives the last seat to one of 500 who are invited at once, and tells the others how many there are', async () => {
  const own = await people.owner('ada@harbour.example', 'Harbour');
  expect((await people.invite('first@harbour.example', own)).status).toBe(201);
  const addresses = Array.from({ length: 500 }, (_, n) => `guest-${n}@harbour.example`);
  const answers = await Promise.all(addresses.map((email) => people.invite(email, own)));
  const taken = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status !== 201);
  expect([taken.length, refused.length]).toEqual([1, 499]);
  for (const { status, body } of refused) {
    expect({ status, ...body }).toMatchObject({ status: 409, code: 'seats_exhausted', used: 3, limit: 3 });
    expect(body).toMatchObject({ moreSeats: '/api/v1/billing/subscription' });
    expect(body.detail).toMatch(/^3 of 3 seats are in use .*Buy more seats/);
  }
  const { body } = await people.client.call('GET', 'team/organization', undefined, own);
  expect(body.seats).toEqual({ used: 3, limit: 3 });
});

it('makes one member of 50 who follow one link at once', async () => {
  const own = await people.owner('bea@quay.example', 'Quay');
  const jo = await people.person('jo@quay.example');
  await people.invite('jo@quay.example', own);
  const [token = ''] = await people.tokensOf('jo@quay.example');
  const answers = await Promise.all(Array.from({ length: 50 }, () => people.accept(token, jo)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const answer of answers.filter(({ status }) => status !== 200))
    expect(refusal(answer)).toEqual([410, 'invitation_gone']);
  const position = answers.find(({ status }) => status === 200)?.headers.get('consistency-token') ?? '';
  const { body } = await people.client.call('GET', 'team/members', undefined, {
    ...own,
    'consistency-token': position,
  });
  expect((body.data as { email: string }[]).map(({ email }) => email)).toEqual(['bea@quay.example', 'jo@quay.example']);
});

it('takes one Idempotency-Key of 50 acceptances as one: all are told the same', async () => {
  const own = await people.owner('cleo@mole.example', 'Mole');
  const kim = await people.person('kim@mole.example');
  await people.invite('kim@mole.example', own);
  const [token = ''] = await people.tokensOf('kim@mole.example');
  const keyed = { ...kim, 'idempotency-key': 'once' };
  const answers = await Promise.all(Array.from({ length: 50 }, () => people.accept(token, keyed)));
  const told = new Set(answers.map(({ status, body }) => `${status} ${status === 200 ? body.revision : body.code}`));
  for (const one of told) expect(one).toMatch(/^200 |^409 idempotency_in_progress$/);
  const again = await people.accept(token, keyed);
  expect([again.status, again.body.role]).toEqual([200, 'member']);
});

it('ends with the right of whoever sent it', async () => {
  const own = await people.owner('fay@dock.example', 'Dock');
  const { own: admin, userId } = await people.member('gus@dock.example', 'admin', own);
  expect((await people.invite('hal@dock.example', admin)).status).toBe(201);
  const [token = ''] = await people.tokensOf('hal@dock.example');
  expect((await people.view(token)).status).toBe(200);
  expect((await people.client.call('PATCH', `team/members/${userId}`, { role: 'viewer' }, own)).status).toBe(200);
  expect(refusal(await people.view(token))).toEqual([410, 'invitation_gone']);
  expect(refusal(await people.accept(token, await people.person('hal@dock.example')))).toEqual([
    410,
    'invitation_gone',
  ]);
});

it('forbids what no permission covers, and names the rule and the event that decided it', async () => {
  const own = await people.owner('ivy@canal.example', 'Canal');
  const { own: admin, userId: ozId, organizationId } = await people.member('oz@canal.example', 'admin', own);
  const ivyId = await people.idOf(own);
  const change = (who: Own, userId: string, role: string) =>
    people.client.call('PATCH', `team/members/${userId}`, { role }, who);

  expect(forbidden(await change(admin, ozId, 'owner'))).toEqual([
    'own_role',
    'nobodyChangesTheirOwnRole',
    'MemberJoined',
  ]);
  expect(forbidden(await people.invite('new@canal.example', admin, 'owner'))).toEqual([
    ...['role_exceeds_own', 'grantsOnlyWhatIsHeld', 'MemberJoined'],
  ]);
  expect(forbidden(await people.client.post(`team/members/${ozId}/suspend`, {}, admin))).toEqual([
    ...['own_membership', 'nobodySuspendsThemselves', 'MemberJoined'],
  ]);
  expect(forbidden(await people.client.post('team/transfer-ownership', { userId: ozId }, admin))).toEqual([
    ...['permission_missing', 'onlyOwners', 'MemberJoined'],
  ]);
  expect(forbidden(await people.client.post('team/join', {}, admin))).toEqual([
    'joining_closed',
    'domainTakesPeopleIn',
    null,
  ]);
  for (const [ask, what] of [
    [() => people.client.call('DELETE', `team/members/${ivyId}`, undefined, own), 'leaving'],
    [() => people.client.call('DELETE', `team/members/${ivyId}`, undefined, admin), 'removing'],
    [() => change(own, ivyId, 'member'), 'giving up the role'],
  ] as const)
    expect([what, ...refusal(await ask())]).toEqual([what, 409, 'last_owner']);

  const passwords = { currentPassword: 'not the password', password: 'another quiet lake' };
  expect(forbidden(await people.client.post('me/password', passwords, admin))).toEqual([
    ...['password_wrong', 'onlyThePresentPasswordProves', 'UserRegistered'],
  ]);
  await people.client.post(`team/members/${ozId}/suspend`, {}, own);
  expect(forbidden(await people.client.post('auth/switch-organization', { organizationId }, admin))).toEqual([
    ...['membership_suspended', 'notSuspended', 'MemberSuspended'],
  ]);
});

it('tells of each of several what became of it, and takes at most 50', async () => {
  const own = await people.owner('ida@mast.example', 'Mast');
  const one = (email: string, role = 'member') => ({ email, role });
  const invitations = [
    ...[one('a@mast.example'), one('A@MAST.example'), one('ida@mast.example'), one('x@mast.example', 'chief')],
    ...[one('b@mast.example'), one('c@mast.example')],
  ];
  const several = await people.client.post('team/invite', { invitations }, { ...own, 'idempotency-key': 'several' });
  const told = (several.body.results as Record<string, unknown>[]).map(({ status, code }) => [status, code]);
  expect([several.status, told]).toEqual([
    200,
    [
      [201, null],
      [409, 'already_invited'],
      [409, 'already_member'],
      [422, 'role_unknown'],
      [201, null],
      [409, 'seats_exhausted'],
    ],
  ]);
  const again = await people.client.post('team/invite', { invitations }, { ...own, 'idempotency-key': 'several' });
  expect(again.body).toEqual(several.body);
  const half = await people.client.post(
    'team/invite',
    { invitations: [one('d@mast.example'), one('no address')] },
    own,
  );
  expect(half).toMatchObject({ status: 422, body: { errors: [{ pointer: '/invitations/1/email' }] } });
  const many = Array.from({ length: 51 }, (_, n) => one(`m${n}@mast.example`));
  expect((await people.client.post('team/invite', { invitations: many }, own)).status).toBe(422);
  const position = several.headers.get('consistency-token') ?? '';
  const listed = await people.client.call('GET', 'team/invitations', undefined, {
    ...own,
    'consistency-token': position,
  });
  const sent = (listed.body.data as { email: string }[]).map(({ email }) => email);
  expect(sent).toEqual(['b@mast.example', 'a@mast.example']);
});

it('mails no more than 100 invitations an hour for one organization, and says how long to wait', async () => {
  const own = await people.owner('kay@buoy.example', 'Buoy');
  const { organizationId } = (await people.client.call('GET', 'team/organization', undefined, own)).body;
  const { userId: by } = (await people.client.call('GET', 'me', undefined, own)).body;
  const { invitationId } = (await people.invite('lee@buoy.example', own)).body;
  const sentAgain = (generation: number) => ({
    type: 'InvitationResent',
    data: { ...{ organizationId, invitationId, by, generation, tokenHash: '' }, expiresAt: inSevenDays },
  });
  // Recorded as of days ago, so that nobody is mailed: it counts when the link was made.
  const inSevenDays = new Date(Date.now() + INVITATION_LIFETIME_MS).toISOString();
  const daysAgo = new Date(Date.now() - 4 * 24 * 3_600_000);
  await withProductLog(product.stores(), (log) =>
    givenFacts(
      { ...log, at: daysAgo },
      String(organizationId),
      String(by),
      ...Array.from({ length: 98 }, (_, n) => sentAgain(n + 2)),
    ),
  );
  const resend = () => people.client.post(`team/invitations/${invitationId}/resend`, {}, own);
  expect((await resend()).status).toBe(200);
  const refused = await resend();
  expect(refusal(refused)).toEqual([429, 'invitations_too_many']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_500);
  // Another organization has its own hour.
  expect((await people.invite('lee@buoy.example', await people.owner('may@buoy.example', 'Other'))).status).toBe(201);
});
