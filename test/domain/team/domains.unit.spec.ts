import { describe, it } from 'vitest';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import { deciderSpec } from '../../support/deciderSpec.js';
import { command, event, joined, organizationOf, unlimited } from '../../support/fixtures/organization.js';

const given = deciderSpec(organizationDecider);
const team = organizationOf({ ada: 'admin', jo: 'member' });

describe('domains', () => {
  const add = (domain: string, by = 'ada') => command('AddDomain', { by, domain, challenge: 'c' });
  const added = (domain: string) => event('DomainAdded', { domain, challenge: 'c', by: 'ada' });
  const verified = (domain: string) => event('DomainVerified', { domain });
  const policy = (value: 'closed' | 'request' | 'join', role = 'member', by = 'ada') =>
    command('ChangeDomainPolicy', { by, domain: 'northwind.example', policy: value, role });
  const policySet = (value: 'closed' | 'request' | 'join') =>
    event('DomainPolicyChanged', { domain: 'northwind.example', policy: value, role: 'member', by: 'ada' });
  const proven = [...team, added('northwind.example'), verified('northwind.example')];
  const sam = { userId: 'sam', name: 'Sam', email: 'sam@northwind.example' };
  const join = (limit: number | null = null, emailVerified = true) =>
    command('JoinByDomain', { requestId: 'r1', person: { ...sam, emailVerified }, seats: { limit } });
  const asked = event('JoinRequested', { ...sam, domain: 'northwind.example', requestId: 'r1' });
  const approve = (by: string, role = 'member', limit: number | null = null) =>
    command('ApproveJoinRequest', { by, requestId: 'r1', role, seats: { limit } });
  const decline = (by: string) => command('DeclineJoinRequest', { by, requestId: 'r1' });

  it('are named, verified and removed by who manages the organization', () => {
    given(...team)
      .when(add('northwind.example'))
      .thenRecorded(added('northwind.example'));
    given(...proven)
      .when(add('northwind.example'))
      .thenRejected('DOMAIN_EXISTS');
    given(...team)
      .when(add('northwind.example', 'jo'))
      .thenRejected('NOT_PERMITTED');
    given(...team)
      .when(add('gmail.com'))
      .thenRejected('DOMAIN_OF_MAIL_PROVIDER');
    given(...team)
      .when(add('yahoo.co.uk'))
      .thenRejected('DOMAIN_OF_MAIL_PROVIDER');
    const many = Array.from({ length: 20 }, (_, n) => added(`n${n}.example`));
    given(...team, ...many)
      .when(add('northwind.example'))
      .thenRejected('DOMAINS_TOO_MANY');
    const verify = command('VerifyDomain', { by: 'ada', domain: 'northwind.example' });
    given(...team, added('northwind.example'))
      .when(verify)
      .thenRecorded(verified('northwind.example'));
    given(...proven)
      .when(verify)
      .thenNothing();
    given(...team)
      .when(verify)
      .thenRejected('DOMAIN_UNKNOWN');
    const drop = command('RemoveDomain', { by: 'ada', domain: 'northwind.example' });
    given(...proven)
      .when(drop)
      .thenRecorded(event('DomainRemoved', { domain: 'northwind.example', by: 'ada' }));
    given(...team)
      .when(drop)
      .thenRejected('DOMAIN_UNKNOWN');
  });

  it('let nobody in before they are verified, nor as an owner', () => {
    given(...team, added('northwind.example'))
      .when(policy('join'))
      .thenRejected('DOMAIN_UNVERIFIED');
    given(...proven)
      .when(policy('join', 'owner', 'mia'))
      .thenRejected('ROLE_EXCEEDS_OWN');
    given(...proven)
      .when(policy('join', 'emperor'))
      .thenRejected('ROLE_UNKNOWN');
    given(...proven)
      .when(policy('join', 'member', 'jo'))
      .thenRejected('NOT_PERMITTED');
    given(...proven)
      .when(policy('join'))
      .thenRecorded(policySet('join'));
    given(...proven, policySet('join'))
      .when(policy('join'))
      .thenNothing();
    given(...team)
      .when(policy('join'))
      .thenRejected('DOMAIN_UNKNOWN');
  });

  it('let people join at once where the policy says so', () => {
    given(...proven, policySet('join'))
      .when(join(4))
      .thenRecorded(
        event('MemberJoined', { ...sam, role: 'member', via: 'domain', invitationId: null, grantedBy: 'ada' }),
      );
    given(...proven, policySet('join'))
      .when(join(3))
      .thenRejected('SEATS_EXHAUSTED');
    given(...proven, policySet('join'))
      .when(join(4, false))
      .thenRejected('EMAIL_UNVERIFIED');
    given(...proven, policySet('join'), joined('sam', 'viewer'))
      .when(join())
      .thenRejected('ALREADY_MEMBER');
    given(...proven)
      .when(join())
      .thenRejected('JOINING_CLOSED');
    given(...proven, policySet('closed'))
      .when(join())
      .thenRejected('JOINING_CLOSED');
  });

  it('let people ask, once, and members answer', () => {
    const waiting = [...proven, policySet('request'), asked];
    given(...proven, policySet('request'))
      .when(join())
      .thenRecorded(asked);
    given(...waiting)
      .when(join())
      .thenNothing();
    given(...waiting)
      .when(approve('ada'))
      .thenRecorded(
        event('MemberJoined', { ...sam, role: 'member', via: 'joinRequest', invitationId: null, grantedBy: 'ada' }),
      );
    given(...waiting)
      .when(approve('jo'))
      .thenRejected('NOT_PERMITTED');
    given(...waiting)
      .when(approve('ada', 'owner'))
      .thenRejected('ROLE_EXCEEDS_OWN');
    given(...waiting)
      .when(approve('ada', 'emperor'))
      .thenRejected('ROLE_UNKNOWN');
    given(...waiting)
      .when(approve('ada', 'member', 3))
      .thenRejected('SEATS_EXHAUSTED');
    given(...waiting)
      .when(decline('ada'))
      .thenRecorded(event('JoinRequestDeclined', { requestId: 'r1', userId: 'sam', by: 'ada' }));
    given(...waiting)
      .when(decline('jo'))
      .thenRejected('NOT_PERMITTED');
    given(...proven)
      .when(decline('ada'))
      .thenRejected('JOIN_REQUEST_UNKNOWN');
    given(...waiting, joined('sam', 'viewer'))
      .when(approve('ada'))
      .thenRejected('JOIN_REQUEST_UNKNOWN');
  });

  it('count nothing for seats that are not limited', () => {
    given(...proven, policySet('request'))
      .when(command('JoinByDomain', { requestId: 'r1', person: { ...sam, emailVerified: true }, seats: unlimited }))
      .thenRecorded(asked);
  });
});
