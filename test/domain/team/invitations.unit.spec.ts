import { describe, it } from 'vitest';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import {
  accept,
  command,
  event,
  hours,
  invite,
  invited,
  organizationOf,
  token,
} from '../../support/fixtures/organization.js';

const given = deciderSpec(organizationDecider);
const team = organizationOf({ ada: 'admin', jo: 'member' });
const open = [...team, invited('i1', 'sam@example.com')];
const week = hours(7 * 24);

describe('inviting', () => {
  it('sends an invitation', () => {
    given(...team)
      .when(invite('i1', 'Sam@Example.com'))
      .thenRecorded(invited('i1', 'Sam@Example.com'));
  });

  it('takes the permission, on the members as they are', () => {
    given(...team)
      .when(invite('i1', 'sam@example.com', { by: 'jo' }))
      .thenRejected('NOT_PERMITTED');
    given(...team)
      .when(invite('i1', 'sam@example.com', { by: 'stranger' }))
      .thenRejected('NOT_PERMITTED');
    given(...team, event('MemberSuspended', { userId: 'ada', by: 'mia' }))
      .when(invite('i1', 'sam@example.com', { by: 'ada' }))
      .thenRejected('NOT_PERMITTED');
  });

  it('grants nothing that the inviter lacks, and no role that is none', () => {
    given(...team)
      .when(invite('i1', 'sam@example.com', { by: 'ada', role: 'owner' }))
      .thenRejected('ROLE_EXCEEDS_OWN');
    given(...team)
      .when(invite('i1', 'sam@example.com', { role: 'emperor' }))
      .thenRejected('ROLE_UNKNOWN');
    given(...team)
      .when(invite('i1', 'sam@example.com', { role: '__proto__' }))
      .thenRejected('ROLE_UNKNOWN');
  });

  it('has one open invitation for an address, however it is written', () => {
    given(...open)
      .when(invite('i2', ' SAM@EXAMPLE.COM '))
      .thenRejected('ALREADY_INVITED');
    // Fullwidth letters are the same letters (NFKC).
    given(...open)
      .when(invite('i2', 'ｓam@example.com'))
      .thenRejected('ALREADY_INVITED');
    given(...team)
      .when(invite('i2', 'JO@example.com'))
      .thenRejected('ALREADY_MEMBER');
  });

  it('may invite an address again once its invitation has expired', () => {
    given(...open)
      .when(invite('i2', 'sam@example.com', { after: week }))
      .thenRecorded(invited('i2', 'sam@example.com', 'member', 'mia', week));
  });

  it('never promises more seats than there are', () => {
    given(...team)
      .when(invite('i1', 'sam@example.com', { limit: 3 }))
      .thenRejected('SEATS_EXHAUSTED');
    given(...open)
      .when(invite('i2', 'kim@example.com', { limit: 4 }))
      .thenRejected('SEATS_EXHAUSTED');
    given(...open, event('MemberSuspended', { userId: 'jo', by: 'mia' }))
      .when(invite('i2', 'kim@example.com', { limit: 4 }))
      .thenRecorded(invited('i2', 'kim@example.com'));
  });

  it('sends at most 100 in an hour', () => {
    const sent = Array.from({ length: 100 }, (_, n) => invited(`i${n}`, `p${n}@example.com`, 'member', 'mia', n));
    given(...team, ...sent)
      .when(invite('x', 'x@example.com', { after: 99 }))
      .thenRejected('INVITATIONS_TOO_MANY');
    given(...team, ...sent)
      .when(invite('x', 'x@example.com', { after: hours(1) }))
      .thenRecorded(invited('x', 'x@example.com', 'member', 'mia', hours(1)));
  });
});

describe('sending again and revoking', () => {
  const resend = (by: string, generation = 2, after = 0, limit: number | null = null) =>
    command('ResendInvitation', { invitationId: 'i1', ...token(generation, after), by, seats: { limit } }, after);
  const revoke = (by: string) => command('RevokeInvitation', { invitationId: 'i1', by });
  const revoked = event('InvitationRevoked', { invitationId: 'i1', by: 'mia', because: 'revoked' });
  const resent = (after = 0) => event('InvitationResent', { invitationId: 'i1', ...token(2, after), by: 'mia' });

  it('makes a new token, and the old one is dead', () => {
    given(...open)
      .when(resend('mia'))
      .thenRecorded(resent());
    given(...open, resent())
      .when(accept('i1', 'sam', { generation: 1 }))
      .thenRejected('INVITATION_GONE');
    given(...open, resent())
      .when(resend('mia'))
      .thenNothing();
  });

  it('brings an expired invitation back when there is a seat for it', () => {
    given(...open)
      .when(resend('mia', 2, week, 4))
      .thenRecorded(resent(week));
    given(...open)
      .when(resend('mia', 2, week, 3))
      .thenRejected('SEATS_EXHAUSTED');
    given(...open, invited('i2', 'sam@example.com', 'member', 'mia', week))
      .when(resend('mia', 2, week))
      .thenRejected('ALREADY_INVITED');
  });

  it('takes the right to invite, and to grant its role', () => {
    given(...open)
      .when(resend('jo'))
      .thenRejected('NOT_PERMITTED');
    given(...open)
      .when(revoke('jo'))
      .thenRejected('NOT_PERMITTED');
    given(...team, invited('i1', 'sam@example.com', 'owner'))
      .when(resend('ada'))
      .thenRejected('ROLE_EXCEEDS_OWN');
  });

  it('revokes once, and neither revokes nor sends again what is over', () => {
    given(...open)
      .when(revoke('mia'))
      .thenRecorded(revoked);
    given(...open, revoked)
      .when(revoke('mia'))
      .thenNothing();
    given(...open, revoked)
      .when(resend('mia'))
      .thenRejected('INVITATION_GONE');
    given(...team)
      .when(revoke('mia'))
      .thenRejected('INVITATION_UNKNOWN');
    given(...team)
      .when(resend('mia'))
      .thenRejected('INVITATION_UNKNOWN');
    given(...open, event('InvitationAccepted', { invitationId: 'i1', userId: 'sam' }))
      .when(revoke('mia'))
      .thenRejected('INVITATION_GONE');
  });
});
