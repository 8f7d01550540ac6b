import { describe, it } from 'vitest';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { command, event, organizationOf } from '../../support/fixtures/organization.js';

const given = deciderSpec(organizationDecider);
const team = organizationOf({ ada: 'admin', jo: 'member' });
const removed = (userId: string, by: string) => event('MemberRemoved', { userId, by });

describe('an organization that is deleted', () => {
  const deletion = (by: string, name = 'Northwind') => command('DeleteOrganization', { by, name });
  const left = [removed('mia', 'mia'), removed('ada', 'mia'), removed('jo', 'mia')];
  const gone = [event('OrganizationDeleted', { by: 'mia' }), ...left];

  it('loses everybody, by the word of an owner who names it', () => {
    given(...team)
      .when(deletion('mia'))
      .thenRecorded(...gone);
    given(...team)
      .when(deletion('mia', 'Southwind'))
      .thenRejected('NAME_NOT_CONFIRMED');
    for (const by of ['ada', 'jo', 'zoe'])
      given(...team)
        .when(deletion(by))
        .thenRejected('NOT_PERMITTED');
  });

  it('closes what could let somebody in', () => {
    const token = { generation: 1, tokenHash: 'h', expiresAt: '2099-01-01T00:00:00.000Z' };
    const open = [
      event('MemberInvited', { invitationId: 'i', email: 'kim@example.com', role: 'viewer', by: 'mia', ...token }),
      event('DomainAdded', { domain: 'example.com', challenge: 'c', by: 'mia' }),
      event('JoinRequested', {
        domain: 'example.com',
        requestId: 'r',
        userId: 'lou',
        name: 'lou',
        email: 'lou@example.com',
      }),
    ];
    given(...team, ...open)
      .when(deletion('mia'))
      .thenRecorded(
        event('JoinRequestDeclined', { requestId: 'r', userId: 'lou', by: 'mia' }),
        event('DomainRemoved', { domain: 'example.com', by: 'mia' }),
        ...gone,
        event('InvitationRevoked', { invitationId: 'i', by: 'mia', because: 'inviterLostRight' }),
      );
  });

  it('cannot be done anything with', () => {
    given(...team, ...gone)
      .when(deletion('mia'))
      .thenRejected('NOT_PERMITTED');
    given(...team, ...gone)
      .when(
        command('InviteMember', {
          by: 'mia',
          invitationId: 'i',
          email: 'x@example.com',
          role: 'viewer',
          generation: 1,
          tokenHash: 'h',
          expiresAt: '2099-01-01T00:00:00.000Z',
          seats: { limit: null },
        }),
      )
      .thenRejected('NOT_PERMITTED');
  });
});
