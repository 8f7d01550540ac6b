import { expect, it } from 'vitest';
import type { AnyEvent } from '../../application/events/recordedEvent.js';
import { userStream } from '../../domain/identity/streams.js';
import { organizationStream } from '../../domain/team/streams.js';
import { openMails } from '../support/mailStack.js';

const clock = { now: () => new Date('2026-11-24T09:00:00.000Z') };
const miaId = '019385f0-0000-7000-8000-000000000001';
const joId = '019385f0-0000-7000-8000-000000000004';
const organizationId = '019385f0-0000-7000-8000-000000000002';
const invitationId = '019385f0-0000-7000-8000-000000000003';
const expiresAt = '2026-12-01T09:00:00.000Z';

const registered = (userId: string, name: string, email: string): AnyEvent => ({
  type: 'UserRegistered',
  data: { userId, email, name, passwordHash: null, emailVerified: false },
});
const mia = registered(miaId, 'Mia Berg', 'mia@northwind.example');
const jo = registered(joId, 'Jo Park', 'jo@northwind.example');
const created: AnyEvent = { type: 'OrganizationCreated', data: { organizationId, name: 'Northwind Traders' } };
const invited = (tokenHash: string): AnyEvent => ({
  type: 'MemberInvited',
  data: {
    ...{ organizationId, invitationId, email: 'jo@northwind.example', role: 'admin', generation: 1, tokenHash },
    ...{ message: 'See www.evil.example\r\nand welcome', expiresAt, by: miaId },
  },
});
const ofMember = (type: string, data: object): AnyEvent => ({ type, data: { organizationId, by: miaId, ...data } });

const tokenIn = (text = ''): string => /#([A-Za-z0-9_-]+)$/m.exec(text)?.[1] ?? '';
const subjects = (mails: readonly Readonly<{ subject: string }>[]) => mails.map(({ subject }) => subject);

it('invites by a link whose token is in the mail alone: in HTML and text, and nowhere in the log or a table', async () => {
  const mails = await openMails(clock);
  const { hash } = await mails.tokens.mint('invitation', { ids: [organizationId, invitationId], generation: 1 });
  await mails.record(userStream(miaId), [mia]);
  await mails.record(organizationStream(organizationId), [created, invited(hash)]);
  const [mail] = await mails.mailsTo('jo@northwind.example', 1);
  expect(mail).toMatchObject({ subject: 'Mia Berg invites you to Northwind Traders' });
  const token = tokenIn(mail?.text);
  const named = { ids: [organizationId, invitationId], generation: 1, hash };
  expect(await mails.tokens.read('invitation', token)).toMatchObject(named);
  expect(mail?.html).toContain(`href="https://app.northwind.example/invitations#${token}"`);
  expect(mail?.html).not.toMatch(/href="[^"]*evil/);

  const log = JSON.stringify((await mails.logWith('MailSent', 1)).map(({ data, metadata }) => [data, metadata]));
  const rows = await mails.everyRow();
  for (const kept of [log, rows]) {
    expect(kept).not.toContain(token);
    expect(kept).not.toContain('jo@northwind.example');
  }
});

it('tells people about their accounts, each event once, and lock-outs once an hour', async () => {
  const mails = await openMails(clock);
  const userId = miaId;
  const token = { generation: 1, tokenHash: 'h', expiresAt };
  const lockedOut: AnyEvent = { type: 'SignInLockedOut', data: { userId, ip: '203.0.113.7', until: expiresAt } };
  const told: readonly AnyEvent[] = [
    { type: 'EmailVerificationRequested', data: { userId, ...token } },
    { type: 'EmailVerified', data: { userId } },
    { type: 'PasswordResetRequested', data: { userId, ...token } },
    { type: 'PasswordChanged', data: { userId, passwordHash: 'argon2id', how: 'reset' } },
    { type: 'TotpConfirmed', data: { userId, recoveryCodeHashes: [], step: 1 } },
    { type: 'RecoveryCodeUsed', data: { userId, codeHash: 'h', left: 1 } },
    { type: 'RecoveryCodesReplaced', data: { userId, recoveryCodeHashes: [] } },
    { type: 'TotpRemoved', data: { userId } },
  ];
  await mails.record(userStream(userId), [mia, ...told]);
  await mails.record(userStream(userId), [lockedOut]);
  await mails.record(userStream(userId), [lockedOut]);
  await mails.record('session-s', [{ type: 'SessionEnded', data: { sessionId: 's', userId, reason: 'signedOut' } }]);
  await mails.record('session-s', [
    { type: 'SessionEnded', data: { sessionId: 's', userId, reason: 'refreshTokenReused' } },
  ]);
  const all = await mails.mailsTo('mia@northwind.example', 10);
  expect(subjects(all).toSorted()).toEqual([
    'A recovery code was used',
    'A second factor was added',
    'Choose a new password',
    'Confirm your e-mail address',
    'New recovery codes were made',
    'Somebody tried to sign in to your account',
    'The second factor was removed',
    'We ended a session of yours',
    'Welcome to Objecta',
    'Your password was changed',
  ]);
  const reset = all.find(({ subject }) => subject === 'Choose a new password');
  expect(await mails.tokens.read('passwordReset', tokenIn(reset?.text))).toMatchObject({ ids: [userId] });
  expect(await mails.tokens.read('emailVerification', tokenIn(reset?.text))).toBeUndefined();
});

it('tells members what became of them, and both about a transfer, not about the roles that change with it', async () => {
  const mails = await openMails(clock);
  const organization = organizationStream(organizationId);
  await mails.record(userStream(miaId), [mia]);
  await mails.record(userStream(joId), [jo]);
  await mails.record(organization, [created, invited('h')]);
  await mails.record(organization, [
    { type: 'InvitationAccepted', data: { organizationId, invitationId, userId: joId } },
  ]);
  const role = { roleId: 'role-1', name: 'Bookkeeper', description: '', permissions: [] };
  await mails.record(organization, [ofMember('RoleDefined', role)]);
  await mails.record(organization, [ofMember('MemberRoleChanged', { userId: joId, from: 'admin', to: 'role-1' })]);
  await mails.record(organization, [ofMember('MemberSuspended', { userId: joId })]);
  await mails.record(organization, [ofMember('MemberReactivated', { userId: joId })]);
  await mails.record(organization, [
    ofMember('MemberRoleChanged', { userId: joId, from: 'role-1', to: 'owner' }),
    ofMember('MemberRoleChanged', { userId: miaId, from: 'owner', to: 'admin' }),
    ofMember('OwnershipTransferred', { from: miaId, to: joId }),
  ]);
  await mails.record(organization, [ofMember('MemberRemoved', { userId: joId, by: joId })]);
  await mails.record(organization, [ofMember('MemberRemoved', { userId: joId })]);
  const toJo = await mails.mailsTo('jo@northwind.example', 6);
  expect(subjects(toJo)).toEqual([
    'Mia Berg invites you to Northwind Traders',
    'Your role in Northwind Traders has changed',
    'Your access to Northwind Traders is suspended',
    'Your access to Northwind Traders is back',
    'You are the owner of Northwind Traders',
    'You are no longer a member of Northwind Traders',
  ]);
  expect(toJo[1]?.text).toMatch(/Before: admin\nNow: +Bookkeeper/);
  expect(subjects(await mails.mailsTo('mia@northwind.example', 2))).toEqual([
    'Jo Park has joined Northwind Traders',
    'Northwind Traders has a new owner',
  ]);
});

it('sends no old news, no dead link and nothing to the erased, and still sends what was stored as text alone', async () => {
  const mails = await openMails(clock);
  const link = { generation: 1, tokenHash: 'h' };
  const dead = {
    type: 'EmailVerificationRequested',
    data: { userId: miaId, ...link, expiresAt: clock.now().toISOString() },
  };
  const changed = { type: 'PasswordChanged', data: { userId: joId, passwordHash: 'x', how: 'changed' } };
  await mails.record(
    userStream(miaId),
    [mia, { type: 'TotpRemoved', data: { userId: miaId } }],
    '2026-11-21T08:59:59.999Z',
  );
  await mails.record(userStream(miaId), [dead]);
  await mails.record(userStream(joId), [jo, { type: 'PersonErased', data: { userId: joId, requestedBy: joId } }]);
  await mails.record(userStream(joId), [changed]);
  const textOnly = { mailId: 'm', organizationId: 'o', subjectKey: miaId, template: 'billing.receipt' };
  const old = { ...textOnly, to: 'mia@northwind.example', subject: 'Receipt', text: 'Thank you.' };
  await mails.record('mail-m', [{ type: 'MailRequested', data: old }]);
  const log = await mails.logWith('MailRefused', 1);
  expect(log.filter(({ type }) => type === 'MailRefused').map(({ data }) => data)).toMatchObject([
    { answer: 'its link was no good any more' },
  ]);
  await mails.logWith('MailSent', 1);
  const all = await mails.received();
  expect(all).toMatchObject([{ to: 'mia@northwind.example', subject: 'Receipt', text: 'Thank you.\n', html: null }]);
});

it('tells of a sign-in from elsewhere, once, and not of the first or of one from where somebody was before', async () => {
  const mails = await openMails(clock);
  const session = { userId: miaId, organizationId: null, method: 'password', expiresAt };
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0';
  await mails.record(userStream(miaId), [mia]);
  const places = [
    ['203.0.113.7', firefox],
    ['203.0.99.1', firefox.replaceAll('141', '142')],
    ['198.51.100.9', 'curl/8.5.0'],
    ['203.0.113.7', 'curl/8.5.0'],
  ];
  for (const [at, [ip, userAgent]] of places.entries()) {
    const data = { ...session, sessionId: `s${at}`, ip, userAgent };
    await mails.record(`session-s${at}`, [{ type: 'SessionStarted', data }]);
  }
  const [mail] = await mails.mailsTo('mia@northwind.example', 1);
  expect(mail).toMatchObject({ subject: 'New sign-in to your account' });
  expect(mail?.text).toMatch(/IP address: 198\.51\.100\.9\nDevice: +curl/);
  await mails.record(userStream(miaId), [{ type: 'TotpRemoved', data: { userId: miaId } }]);
  expect(subjects(await mails.mailsTo('mia@northwind.example', 2))).toEqual([
    'New sign-in to your account',
    'The second factor was removed',
  ]);
});
