import type { OrganizationNow } from '../../../application/team/organizationNow.js';
import type { Organization } from '../../../domain/team/organization/organizationState.js';
import { nameOfRole } from '../../../domain/team/organization/rights.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { listMembers, type MemberOfOrganization, memberById } from '../../../projections/team/members/members.query.js';
import { organizationById } from '../../../projections/team/organizations/organizations.query.js';
import { pageOf } from '../answers/pageOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { memberAnswer, memberFilter, memberList, memberParams, memberPlace } from './member.schemas.js';

/** The members of an organization, as its members see them. */
export const memberRoutes = (db: ScopedQueries, organizationNow: OrganizationNow): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/team/members',
    operationId: 'listMembers',
    summary: 'Members of your organization, in the order they joined',
    tag: 'Team',
    permission: 'team:read',
    kind: 'query',
    readModels: ['team.members'],
    query: memberFilter,
    list: { sorts: ['joinedAt'], key: memberPlace },
    answers: { 200: memberList },
    handle: async ({ caller: { organizationId }, query, page }) => {
      const { limit, after } = page;
      const [found, organization] = await Promise.all([
        listMembers(db.of(organizationId), organizationId, { ...query, limit: limit + 1, after }),
        organizationNow(organizationId),
      ]);
      const { data, nextCursor } = pageOf(found, page, ({ joinedAt, userId }) => ({ joinedAt, userId }));
      return { status: 200, body: { data: data.map((member) => shown(member, organization)), nextCursor } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/team/members/:userId',
    operationId: 'getMember',
    summary: 'One member of your organization',
    description: 'Its ETag is the revision of the organization: with If-Match a change is made on what you have read.',
    tag: 'Team',
    permission: 'team:read',
    kind: 'query',
    readModels: ['team.members', 'team.organizations'],
    params: memberParams,
    answers: { 200: memberAnswer },
    refusals: ['not_found'],
    handle: async ({ caller: { organizationId }, params: { userId } }) => {
      // First, so that the revision is never newer than what is shown.
      const itself = await organizationById(db.of(organizationId), organizationId);
      const member = await memberById(db.of(organizationId), organizationId, userId);
      if (!member || !itself) return refused('not_found');
      const organization = await organizationNow(organizationId);
      return { status: 200, revision: itself.revision, body: shown(member, organization) };
    },
  }),
];

const shown = (member: MemberOfOrganization, organization: Organization) => ({
  ...member,
  roleName: nameOfRole(organization, member.role),
});
