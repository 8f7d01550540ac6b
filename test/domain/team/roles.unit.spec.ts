import { describe, it } from 'vitest';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import { permissions } from '../../../domain/team/permissions.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { command, event, joined, organizationOf } from '../../support/fixtures/organization.js';

const given = deciderSpec(organizationDecider);
const team = organizationOf({ ada: 'admin', jo: 'member' });
const change = (by: string, userId: string, role: string) => command('ChangeMemberRole', { by, userId, role });
const changed = (by: string, userId: string, from: string, to: string) =>
  event('MemberRoleChanged', { userId, from, to, by });
const suspended = (userId: string, by = 'mia') => event('MemberSuspended', { userId, by });

describe('roles of members', () => {
  it('are changed by who may manage the team', () => {
    given(...team)
      .when(change('ada', 'jo', 'viewer'))
      .thenRecorded(changed('ada', 'jo', 'member', 'viewer'));
    given(...team)
      .when(change('ada', 'jo', 'member'))
      .thenNothing();
    given(...team)
      .when(change('jo', 'ada', 'viewer'))
      .thenRejected('NOT_PERMITTED');
    given(...team, suspended('ada'))
      .when(change('ada', 'jo', 'viewer'))
      .thenRejected('NOT_PERMITTED');
    given(...team)
      .when(change('ada', 'sam', 'viewer'))
      .thenRejected('MEMBER_UNKNOWN');
    given(...team)
      .when(change('ada', 'jo', 'emperor'))
      .thenRejected('ROLE_UNKNOWN');
  });

  it('never go beyond those of who changes them', () => {
    given(...team)
      .when(change('ada', 'jo', 'owner'))
      .thenRejected('ROLE_EXCEEDS_OWN');
    given(...team, joined('ben', 'owner'))
      .when(change('ada', 'ben', 'viewer'))
      .thenRejected('MEMBER_EXCEEDS_OWN');
    given(...team)
      .when(change('mia', 'jo', 'owner'))
      .thenRecorded(changed('mia', 'jo', 'member', 'owner'));
  });

  it('are nobody’s own to change', () => {
    given(...team)
      .when(change('ada', 'ada', 'member'))
      .thenRejected('OWN_ROLE');
    given(...team)
      .when(change('ada', 'ada', 'owner'))
      .thenRejected('OWN_ROLE');
    given(...team, joined('ben', 'owner'))
      .when(change('mia', 'mia', 'admin'))
      .thenRejected('OWN_ROLE');
  });

  it('with everything in them do not make an owner', () => {
    const everything = event('RoleDefined', {
      roleId: 'r1',
      name: 'Everything',
      description: '',
      permissions: [...permissions],
      by: 'mia',
    });
    given(...team, everything, joined('kim', 'r1'))
      .when(change('kim', 'jo', 'owner'))
      .thenRejected('ROLE_EXCEEDS_OWN');
    given(...team, everything)
      .when(change('ada', 'jo', 'r1'))
      .thenRejected('ROLE_EXCEEDS_OWN');
    given(...team, everything)
      .when(change('mia', 'jo', 'r1'))
      .thenRecorded(changed('mia', 'jo', 'member', 'r1'));
  });
});

describe('ownership', () => {
  const transfer = (by: string, to: string) => command('TransferOwnership', { by, to });
  const transferred = event('OwnershipTransferred', { from: 'mia', to: 'jo', by: 'mia' });

  it('goes to another member, and the former owner is an admin', () => {
    given(...team)
      .when(transfer('mia', 'jo'))
      .thenRecorded(changed('mia', 'jo', 'member', 'owner'), changed('mia', 'mia', 'owner', 'admin'), transferred);
    given(...organizationOf({ jo: 'owner' }))
      .when(transfer('mia', 'jo'))
      .thenRecorded(changed('mia', 'mia', 'owner', 'admin'), transferred);
  });

  it('is an owner’s to give, to a member who can act', () => {
    given(...team)
      .when(transfer('ada', 'jo'))
      .thenRejected('NOT_PERMITTED');
    given(...team)
      .when(transfer('mia', 'mia'))
      .thenRejected('OWN_ROLE');
    given(...team)
      .when(transfer('mia', 'sam'))
      .thenRejected('MEMBER_UNKNOWN');
    given(...team, suspended('jo'))
      .when(transfer('mia', 'jo'))
      .thenRejected('MEMBER_SUSPENDED');
  });
});
