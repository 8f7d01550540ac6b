import { expect, it } from 'vitest';
import type { AnyEvent } from '../../application/events/recordedEvent.js';
import { userStream } from '../../domain/identity/streams.js';
import { organizationStream } from '../../domain/team/streams.js';
import { openMails } from '../support/mailStack.js';

const clock = { now: () => new Date('2026-11-24T09:00:00.000Z') };
const miaId = '019385f0-0000-7000-8000-000000000001';
const joId = '019385f0-0000-7000-8000-000000000004';
const organizationId = '019385f0-0000-7000-8000-000000000002';

const registered = (userId: string, name: string, email: string): AnyEvent => ({
  type: 'UserRegistered',
  data: { userId, email, name, passwordHash: null, emailVerified: false },
});
const mia = registered(miaId, 'Mia Berg', 'mia@northwind.example');
const jo = registered(joId, 'Jo Park', 'jo@northwind.example');
const created: AnyEvent = { type: 'OrganizationCreated', data: { organizationId, name: 'Northwind Traders' } };
const subjects = (mails: readonly Readonly<{ subject: string }>[]) => mails.map(({ subject }) => subject);

it('asks whoever may let people in, once a day for each who asks, and tells them what became of it', async () => {
  const mails = await openMails(clock);
  const organization = organizationStream(organizationId);
  const kimId = '019385f0-0000-7000-8000-000000000005';
  const leeId = '019385f0-0000-7000-8000-000000000006';
  await mails.record(userStream(miaId), [mia]);
  await mails.record(userStream(joId), [jo]);
  await mails.record(userStream(kimId), [registered(kimId, 'Kim Ito', 'kim@northwind.example')]);
  await mails.record(userStream(leeId), [registered(leeId, 'Lee Fox', 'lee@northwind.example')]);
  const joined = (userId: string, role: string, via: string): AnyEvent => ({
    type: 'MemberJoined',
    data: {
      ...{ organizationId, userId, name: 'N', email: `${userId}@x.example`, role, via },
      invitationId: null,
      grantedBy: miaId,
    },
  });
  await mails.record(organization, [created, joined(miaId, 'owner', 'creation'), joined(joId, 'admin', 'invitation')]);
  await mails.record(organization, [joined(leeId, 'member', 'domain')]);
  const asked = (requestId: string): AnyEvent => ({
    type: 'JoinRequested',
    data: {
      organizationId,
      requestId,
      userId: kimId,
      domain: 'northwind.example',
      name: 'Kim Ito',
      email: 'kim@northwind.example',
    },
  });
  const declined = (by: string): AnyEvent => ({
    type: 'JoinRequestDeclined',
    data: { organizationId, requestId: 'r1', userId: kimId, by },
  });
  await mails.record(organization, [asked('r1')]);
  await mails.record(organization, [declined(joId)]);
  await mails.record(organization, [asked('r2')]);
  await mails.record(organization, [declined(kimId)]);
  await mails.record(organization, [asked('r3')]);
  await mails.record(organization, [joined(kimId, 'viewer', 'joinRequest')]);
  const toKim = await mails.mailsTo('kim@northwind.example', 2);
  expect(subjects(toKim)).toEqual([
    'Your request to join Northwind Traders was declined',
    'You are a member of Northwind Traders',
  ]);
  expect(toKim[1]?.text).toMatch(/Your role: +viewer/);
  const all = (await mails.received()).map(({ to, subject }) => `${to}: ${subject}`);
  expect(all.filter((one) => one.includes('asks to join')).sort()).toEqual([
    'jo@northwind.example: Kim Ito asks to join Northwind Traders',
    'mia@northwind.example: Kim Ito asks to join Northwind Traders',
  ]);
  expect(all).toHaveLength(4);
});
