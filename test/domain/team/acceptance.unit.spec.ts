import { describe, it } from 'vitest';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import {
  accept,
  command,
  event,
  hours,
  invited,
  joined,
  organizationOf,
  unlimited,
} from '../../support/fixtures/organization.js';

const given = deciderSpec(organizationDecider);
const team = organizationOf({ ada: 'admin', jo: 'member' });
const open = [...team, invited('i1', 'sam@example.com')];
const week = hours(7 * 24);

describe('accepting', () => {
  const accepted = [
    event('InvitationAccepted', { invitationId: 'i1', userId: 'sam' }),
    event('MemberJoined', {
      userId: 'sam',
      name: 'sam',
      email: 'sam@example.com',
      role: 'member',
      via: 'invitation',
      invitationId: 'i1',
      grantedBy: 'mia',
    }),
  ];

  it('makes the invited a member with the role of the invitation', () => {
    given(...open)
      .when(accept('i1', 'sam'))
      .thenRecorded(...accepted);
  });

  it('takes the seat reserved for it, but none that the plan has lost since', () => {
    given(...open)
      .when(accept('i1', 'sam', { limit: 4 }))
      .thenRecorded(...accepted);
    given(...open)
      .when(accept('i1', 'sam', { limit: 3 }))
      .thenRejected('SEATS_EXHAUSTED');
  });

  it('happens once', () => {
    given(...open, ...accepted)
      .when(accept('i1', 'sam'))
      .thenRejected('INVITATION_GONE');
  });

  it('is for the verified address invited', () => {
    given(...open)
      .when(accept('i1', 'kim'))
      .thenRejected('EMAIL_MISMATCH');
    given(...open)
      .when(accept('i1', 'sam', { verified: false }))
      .thenRejected('EMAIL_UNVERIFIED');
  });

  it('comes to nothing without an invitation in force', () => {
    given(...open)
      .when(accept('i2', 'sam'))
      .thenRejected('INVITATION_UNKNOWN');
    given(...open)
      .when(accept('i1', 'sam', { after: week }))
      .thenRejected('INVITATION_GONE');
    given(...open)
      .when(accept('i1', 'sam', { generation: 2 }))
      .thenRejected('INVITATION_GONE');
    given(...open, joined('sam', 'viewer'))
      .when(accept('i1', 'sam'))
      .thenRejected('ALREADY_MEMBER');
  });
});

describe('invitations nobody stands by any more', () => {
  const byAda = [...team, invited('i1', 'sam@example.com', 'member', 'ada')];
  const ended = (because: 'inviterLostRight' | 'joinedOtherwise' | 'roleDeleted', by: string) =>
    event('InvitationRevoked', { invitationId: 'i1', by, because });

  it.each([
    [
      'removed',
      command('RemoveMember', { userId: 'ada', by: 'mia' }),
      event('MemberRemoved', { userId: 'ada', by: 'mia' }),
    ],
    [
      'suspended',
      command('SuspendMember', { userId: 'ada', by: 'mia' }),
      event('MemberSuspended', { userId: 'ada', by: 'mia' }),
    ],
    [
      'no admin any more',
      command('ChangeMemberRole', { userId: 'ada', role: 'member', by: 'mia' }),
      event('MemberRoleChanged', { userId: 'ada', from: 'admin', to: 'member', by: 'mia' }),
    ],
  ])('end with their inviter %s', (_, request, fact) => {
    given(...byAda)
      .when(request)
      .thenRecorded(fact, ended('inviterLostRight', 'mia'));
    given(...byAda, fact)
      .when(accept('i1', 'sam'))
      .thenRejected('INVITATION_GONE');
  });

  it('end when the invited joins otherwise', () => {
    const domain = [
      event('DomainAdded', { domain: 'example.com', challenge: 'c', by: 'mia' }),
      event('DomainVerified', { domain: 'example.com' }),
      event('DomainPolicyChanged', { domain: 'example.com', policy: 'join', role: 'viewer', by: 'mia' }),
    ];
    const person = { userId: 'sam', name: 'sam', email: 'sam@example.com', emailVerified: true };
    given(...open, ...domain)
      .when(command('JoinByDomain', { requestId: 'r1', person, seats: unlimited }))
      .thenRecorded(
        event('MemberJoined', {
          ...without(person),
          role: 'viewer',
          via: 'domain',
          invitationId: null,
          grantedBy: 'mia',
        }),
        ended('joinedOtherwise', 'sam'),
      );
  });
});

const without = ({ userId, name, email }: { userId: string; name: string; email: string }) => ({ userId, name, email });
