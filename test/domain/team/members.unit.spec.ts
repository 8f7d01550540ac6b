import { describe, it } from 'vitest';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { command, event, joined, organizationOf } from '../../support/fixtures/organization.js';

const given = deciderSpec(organizationDecider);
const team = organizationOf({ ada: 'admin', jo: 'member' });
const change = (by: string, userId: string, role: string) => command('ChangeMemberRole', { by, userId, role });
const suspend = (by: string, userId: string) => command('SuspendMember', { by, userId });
const suspended = (userId: string, by = 'mia') => event('MemberSuspended', { userId, by });
const reactivate = (by: string, userId: string, limit: number | null = null) =>
  command('ReactivateMember', { by, userId, seats: { limit } });
const remove = (by: string, userId: string) => command('RemoveMember', { by, userId });
const removed = (userId: string, by: string) => event('MemberRemoved', { userId, by });

describe('an organization', () => {
  const create = command('CreateOrganization', {
    name: 'Northwind',
    owner: { userId: 'mia', name: 'mia', email: 'mia@example.com' },
  });
  const rename = (by: string, name: string) => command('RenameOrganization', { by, name });

  it('begins with its owner, once', () => {
    given()
      .when(create)
      .thenRecorded(event('OrganizationCreated', { name: 'Northwind' }), joined('mia', 'owner', 'mia', 'creation'));
    given(...team)
      .when(create)
      .thenRejected('ORGANIZATION_EXISTS');
    given().when(suspend('mia', 'jo')).thenRejected('ORGANIZATION_UNKNOWN');
  });

  it('is renamed by who may', () => {
    given(...team)
      .when(rename('ada', 'Southwind'))
      .thenRecorded(event('OrganizationRenamed', { from: 'Northwind', to: 'Southwind', by: 'ada' }));
    given(...team)
      .when(rename('ada', 'Northwind'))
      .thenNothing();
    given(...team)
      .when(rename('jo', 'Southwind'))
      .thenRejected('NOT_PERMITTED');
  });
});

it('a member goes by another name; whoever is no member is not kept note of', () => {
  const rename = (by: string, name: string) => command('RenameMember', { by, name });
  given(...team)
    .when(rename('jo', 'Jo Park'))
    .thenRecorded(event('MemberRenamed', { userId: 'jo', name: 'Jo Park' }));
  given(...team, event('MemberRenamed', { userId: 'jo', name: 'Jo Park' }))
    .when(rename('jo', 'Jo Park'))
    .thenNothing();
  given(...team)
    .when(rename('zoe', 'Zoe'))
    .thenNothing();
});

describe('the last owner', () => {
  it('stays', () => {
    given(...team)
      .when(remove('mia', 'mia'))
      .thenRejected('LAST_OWNER');
    given(...team)
      .when(suspend('mia', 'mia'))
      .thenRejected('LAST_OWNER');
    given(...team)
      .when(change('mia', 'mia', 'admin'))
      .thenRejected('LAST_OWNER');
    given(...team, joined('ben', 'owner'), suspended('ben'))
      .when(remove('mia', 'mia'))
      .thenRejected('LAST_OWNER');
  });

  it('may leave once there is another', () => {
    given(...team, joined('ben', 'owner'))
      .when(remove('mia', 'mia'))
      .thenRecorded(removed('mia', 'mia'));
  });
});

describe('suspension, removal, leaving', () => {
  it('suspends who holds no more', () => {
    given(...team)
      .when(suspend('ada', 'jo'))
      .thenRecorded(suspended('jo', 'ada'));
    given(...team, suspended('jo'))
      .when(suspend('ada', 'jo'))
      .thenNothing();
    given(...team)
      .when(suspend('ada', 'ada'))
      .thenRejected('OWN_MEMBERSHIP');
    given(...team, joined('ben', 'owner'))
      .when(suspend('ada', 'ben'))
      .thenRejected('MEMBER_EXCEEDS_OWN');
    given(...team)
      .when(suspend('jo', 'ada'))
      .thenRejected('NOT_PERMITTED');
    given(...team)
      .when(suspend('ada', 'sam'))
      .thenRejected('MEMBER_UNKNOWN');
  });

  it('takes a seat to come back', () => {
    given(...team, suspended('jo'))
      .when(reactivate('ada', 'jo', 3))
      .thenRecorded(event('MemberReactivated', { userId: 'jo', by: 'ada' }));
    given(...team, suspended('jo'))
      .when(reactivate('ada', 'jo', 2))
      .thenRejected('SEATS_EXHAUSTED');
    given(...team)
      .when(reactivate('ada', 'jo'))
      .thenNothing();
    given(...team, suspended('ada'))
      .when(reactivate('ada', 'ada'))
      .thenRejected('NOT_PERMITTED');
    given(...team, joined('ben', 'owner'), suspended('ben'))
      .when(reactivate('ada', 'ben'))
      .thenRejected('MEMBER_EXCEEDS_OWN');
  });

  it('removes, and lets go', () => {
    given(...team)
      .when(remove('ada', 'jo'))
      .thenRecorded(removed('jo', 'ada'));
    given(...team)
      .when(remove('jo', 'jo'))
      .thenRecorded(removed('jo', 'jo'));
    given(...team, removed('jo', 'ada'))
      .when(remove('ada', 'jo'))
      .thenRejected('MEMBER_UNKNOWN');
    given(...team)
      .when(remove('jo', 'ada'))
      .thenRejected('NOT_PERMITTED');
    given(...team, joined('ben', 'owner'))
      .when(remove('ada', 'ben'))
      .thenRejected('MEMBER_EXCEEDS_OWN');
  });
});
