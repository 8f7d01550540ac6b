import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemBody, refused } from '../../../api/http/problem.js';
import { problemKind, type RefusalCode } from '../../../api/http/rejections.js';
import { organizationRejections } from '../../../api/http/team/organization.rejections.js';
import { type AccessFact, accessAfter } from '../../../domain/team/access/accessAfter.js';
import { denialOf } from '../../../domain/team/access/denial.js';
import { nobodyHasAccess } from '../../../domain/team/access/organizationAccess.js';
import { type Attempt, type ForbiddenRejection, refusedByRule } from '../../../domain/team/access/refusedByRule.js';
import type { OrganizationCommand } from '../../../domain/team/organization/organization.commands.js';
import { organizationDecider } from '../../../domain/team/organization/organization.decider.js';
import type { Organization } from '../../../domain/team/organization/organizationState.js';
import { builtInRoles, type Permission, permissions } from '../../../domain/team/permissions.js';
import { organizationHistory, organizationId, people } from '../../support/fixtures/organizationHistory.js';

const now = new Date('2026-01-01T12:00:00.000Z');
const domain = 'example.com';
const seats = { limit: null };
const person = { userId: 'zoe', name: 'Zoe', email: 'zoe@example.com', emailVerified: true };
const permissionOf: Partial<Record<OrganizationCommand['type'], Permission>> = {
  ...{
    RenameOrganization: 'organization:manage',
    ChangeDomainPolicy: 'organization:manage',
    InviteMember: 'team:invite',
  },
  ...{ ApproveJoinRequest: 'team:invite', DeclineJoinRequest: 'team:invite', RevokeInvitation: 'team:invite' },
  ...{ DefineRole: 'team:roles', ChangeRole: 'team:roles', DeleteRole: 'team:roles', AddDomain: 'organization:manage' },
  ...{ ChangeMemberRole: 'team:manage', SuspendMember: 'team:manage', ReactivateMember: 'team:manage' },
  RemoveMember: 'team:manage',
};

/** Everything that everybody could ask, of everybody, with every role. */
function attempts(by: string): [OrganizationCommand['type'], Record<string, unknown>][] {
  const ofRole = [...builtInRoles, 'role-a', 'role-b'].flatMap((role): [OrganizationCommand['type'], object][] => [
    ['InviteMember', { email: 'new@example.com', invitationId: 'new', generation: 1, tokenHash: '', role }],
    ['ChangeDomainPolicy', { domain, policy: 'join', role }],
    ['ApproveJoinRequest', { requestId: 'r', role }],
    ...people.map((userId): [OrganizationCommand['type'], object] => ['ChangeMemberRole', { userId, role }]),
  ]);
  const ofMember = people.flatMap((userId): [OrganizationCommand['type'], object][] => [
    ['SuspendMember', { userId }],
    ['ReactivateMember', { userId }],
    ['RemoveMember', { userId }],
    ['TransferOwnership', { to: userId }],
  ]);
  const terms = { name: 'Another', description: '', permissions: [...permissions] };
  const others: [OrganizationCommand['type'], object][] = [
    ['RenameOrganization', { name: 'Other' }],
    ['RevokeInvitation', { invitationId: 'i' }],
    ['DeclineJoinRequest', { requestId: 'r' }],
    ['AddDomain', { domain, challenge: '' }],
    ['DefineRole', { roleId: 'role-c', ...terms }],
    ['ChangeRole', { roleId: 'role-a', ...terms }],
    ['DeleteRole', { roleId: 'role-a', replacement: 'admin' }],
  ];
  const expiresAt = new Date(now.getTime() + 1_000).toISOString();
  return [...ofRole, ...ofMember, ...others].map(([type, data]) => [
    type,
    { organizationId, by, seats, expiresAt, ...data },
  ]);
}

/** With a verified domain and somebody waiting to be let in, so that these can be asked about. */
function stateAfter(facts: readonly AccessFact[]): Organization {
  const state = facts.map(({ event }) => event).reduce(organizationDecider.evolve, organizationDecider.initialState);
  const own = { challenge: '', verified: true, policy: 'request', role: 'viewer', policyBy: null } as const;
  return { ...state, domains: { [domain]: own }, joinRequests: { r: { ...person, domain } } };
}

/** The roles that somebody has, or had at any time. */
const everHeld = (facts: readonly AccessFact[], who: string): ReadonlySet<string> =>
  new Set(
    facts.flatMap(({ event: { type, data } }) => {
      if (type === 'MemberJoined') return data.userId === who ? [data.role] : [];
      return type === 'MemberRoleChanged' && data.userId === who ? [data.from, data.to] : [];
    }),
  );

const forbidding = (rejection: string): boolean =>
  rejection === 'NOT_PERMITTED' ||
  (rejection in organizationRejections && problemKind(rejection as RefusalCode).status === 403);

describe('everything an organization forbids its members', () => {
  it('is told with its rule and with the event of the asker that decided it', () => {
    const seen = new Map<string, number>();
    const told = fc.property(organizationHistory(24), (facts) => {
      const state = stateAfter(facts);
      const access = accessAfter(nobodyHasAccess, facts);
      for (const by of people) {
        for (const [type, data] of attempts(by)) {
          const command = { type, data, now } as unknown as OrganizationCommand;
          const decision = organizationDecider.decide(command, state);
          if (decision.accepted || !forbidding(decision.rejection)) continue;
          const rejection = decision.rejection as ForbiddenRejection;
          const attempt = { permission: permissionOf[type], ...data } as Attempt;
          const { rule, decidedBy, permission } = refusedByRule(access, rejection, attempt);
          seen.set(`${rejection} ${rule}`, (seen.get(`${rejection} ${rule}`) ?? 0) + 1);
          if (decidedBy === null) {
            expect(rule === 'member' ? access.removed.has(by) : rule !== 'nobodyJoinsAsOwner').toBe(false);
            continue;
          }
          const fact = facts.find(({ evidence }) => evidence.eventId === decidedBy.eventId);
          const { userId, roleId } = (fact?.event.data ?? {}) as { userId?: string; roleId?: string };
          const about = userId === by || (roleId !== undefined && everHeld(facts, by).has(roleId));
          expect(about, `${rejection} ${rule}`).toBe(true);
          // A permission that is said to be lacking is lacking, by the event that says so.
          if (permission) expect(denialOf(access, by, permission)?.decidedBy?.eventId).toBe(decidedBy.eventId);
        }
      }
    });
    fc.assert(told, { numRuns: 40 });
    // Always the same histories, in which every rule comes up: chance alone leaves one out now and then.
    seen.clear();
    fc.assert(told, { numRuns: 40, seed: 2026 });
    expect([...seen.keys()].sort()).toEqual([
      ...['MEMBER_EXCEEDS_OWN actsOnlyOnWhoHoldsNoMore', 'NOT_PERMITTED member', 'NOT_PERMITTED notSuspended'],
      ...['NOT_PERMITTED onlyOwners', 'NOT_PERMITTED roleHasPermission'],
      ...['OWN_MEMBERSHIP nobodySuspendsThemselves', 'OWN_ROLE nobodyChangesTheirOwnRole'],
      ...['ROLE_EXCEEDS_OWN grantsOnlyWhatIsHeld', 'ROLE_EXCEEDS_OWN nobodyJoinsAsOwner'],
    ]);
  });
});

it('whose role holds everything is still no owner', () => {
  const evidence = (n: number) => ({ eventId: `e${n}`, type: 'x', position: `${n}`, at: now.toISOString() });
  const joined = (userId: string, role: string) => ({
    type: 'MemberJoined' as const,
    data: {
      ...{ organizationId, userId, name: '', email: '', role, via: 'creation' as const },
      ...{ invitationId: null, grantedBy: 'mia' },
    },
  });
  const roleId = 'everything';
  const terms = { organizationId, roleId, name: '', description: '', permissions: [...permissions], by: 'mia' };
  const events = [joined('mia', 'owner'), { type: 'RoleDefined' as const, data: terms }, joined('jo', roleId)];
  const access = accessAfter(
    nobodyHasAccess,
    events.map((event, n) => ({ event, evidence: evidence(n) })),
  );
  expect(refusedByRule(access, 'ROLE_EXCEEDS_OWN', { by: 'jo', role: 'owner' })).toMatchObject({
    ...{ rule: 'onlyOwnersMakeOwners', decidedBy: { eventId: 'e2' } },
  });
  expect(refusedByRule(access, 'MEMBER_EXCEEDS_OWN', { by: 'jo', userId: 'mia' })).toMatchObject({
    ...{ rule: 'onlyOwnersActOnOwners', decidedBy: { eventId: 'e2' } },
  });
});

it.each(['csrf', 'person_needed', 'OWN_ROLE'] as const)('%s names a rule where no event is known', (code) => {
  const { decidedBy } = JSON.parse(problemBody(refused(code), '/', 'c'));
  expect(decidedBy).toEqual({ rule: expect.any(String), eventId: null, type: null, at: null });
});
