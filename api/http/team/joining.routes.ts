import type { ApproveJoinRequest } from '../../../application/team/approveJoinRequest.js';
import type { DeclineJoinRequest } from '../../../application/team/declineJoinRequest.js';
import type { JoinableOrganization } from '../../../application/team/joinableOrganization.js';
import type { JoinByDomain } from '../../../application/team/joinByDomain.js';
import type { OrganizationNow } from '../../../application/team/organizationNow.js';
import type { Person } from '../../../domain/team/organization/organization.commands.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { listJoinRequests } from '../../../projections/team/joinRequests/joinRequests.query.js';
import { pageOf } from '../answers/pageOf.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import {
  approveBody,
  joinableAnswer,
  joinOutcome,
  joinRequestChanged,
  joinRequestList,
  joinRequestParams,
  joinRequestPlace,
} from './domain.schemas.js';
import { memberRequest } from './memberRequest.js';
import type { TeamRefusal } from './organizationRefusal.js';

type Uses = Readonly<{
  joinableOrganization: JoinableOrganization;
  joinByDomain: JoinByDomain;
  approveJoinRequest: ApproveJoinRequest;
  declineJoinRequest: DeclineJoinRequest;
  organizationNow: OrganizationNow;
  /** Undefined for who is not (any more) registered here. */
  personOf: (userId: string) => Promise<Person | undefined>;
  teamRefusal: TeamRefusal;
}>;

const declineRefusals = ['not_found', 'permission_missing', 'REVISION_MISMATCH', 'STREAM_BUSY'] as const;
const approveRefusals = [...declineRefusals, 'ROLE_UNKNOWN', 'ROLE_EXCEEDS_OWN', 'SEATS_EXHAUSTED'] as const;
const joinRefusals = [
  'not_found',
  'REVISION_MISMATCH',
  'STREAM_BUSY',
  'JOINING_CLOSED',
  'EMAIL_UNVERIFIED',
  'ALREADY_MEMBER',
  'SEATS_EXHAUSTED',
] as const;

const needs = { permission: 'team:invite' } as const;
const onRequest = { ...needs, tag: 'Team', kind: 'command', params: joinRequestParams } as const;

/** People who join an organization because their address is of one of its domains, and those who ask to. */
export const joiningRoutes = (db: ScopedQueries, uses: Uses): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/team/joinable',
    operationId: 'getJoinableOrganization',
    summary: 'The organization you may join by your verified e-mail address',
    tag: 'Team',
    permission: 'signedIn',
    kind: 'query',
    answers: { 200: joinableAnswer },
    handle: async ({ caller: { userId } }) => {
      const person = await uses.personOf(userId);
      const organization = person && (await uses.joinableOrganization(person));
      return { status: 200, body: { organization: organization ?? null } };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/team/join',
    operationId: 'joinByDomain',
    summary: 'Join the organization of your e-mail domain, or ask to',
    tag: 'Team',
    permission: 'signedIn',
    kind: 'command',
    openWhenRestricted: true,
    answers: { 200: joinOutcome },
    refusals: joinRefusals,
    handle: async ({ caller: { userId }, commandId, correlationId }) => {
      const person = await uses.personOf(userId);
      if (!person?.emailVerified)
        return uses.teamRefusal(joinRefusals, 'EMAIL_UNVERIFIED', { organizationId: '', by: userId, outsider: true });
      const joinable = await uses.joinableOrganization(person);
      if (!joinable) return refused('JOINING_CLOSED');
      const { organizationId } = joinable;
      const actor = { kind: 'user', id: userId } as const;
      const context = { commandId, correlationId, causationId: correlationId, organizationId, actor };
      const done = await uses.joinByDomain(organizationId, person, context);
      if (!done.accepted)
        return uses.teamRefusal(joinRefusals, done.rejection, { organizationId, by: userId, outsider: true });
      const { revision, position } = done;
      const { members } = await uses.organizationNow(organizationId);
      const outcome = members[userId] ? ('joined' as const) : ('requested' as const);
      return { status: 200, revision, position, body: { organizationId, outcome, revision: String(revision) } };
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/team/join-requests',
    operationId: 'listJoinRequests',
    summary: 'Who asks to join your organization, the longest waiting first',
    tag: 'Team',
    permission: 'team:invite',
    kind: 'query',
    readModels: ['team.join_requests'],
    list: { sorts: ['askedAt'], key: joinRequestPlace },
    answers: { 200: joinRequestList },
    handle: async ({ caller: { organizationId }, page }) => {
      const { limit, after } = page;
      const found = await listJoinRequests(db.of(organizationId), organizationId, { limit: limit + 1, after });
      return { status: 200, body: pageOf(found, page, ({ askedAt, requestId }) => ({ askedAt, requestId })) };
    },
  }),
  route({
    ...onRequest,
    method: 'POST',
    path: '/api/v1/team/join-requests/:requestId/approve',
    operationId: 'approveJoinRequest',
    summary: 'Let somebody in who asked to join',
    body: approveBody,
    answers: { 200: joinRequestChanged },
    refusals: approveRefusals,
    handle: async (request) => {
      const { requestId } = request.params;
      const asked = memberRequest(request);
      const done = await uses.approveJoinRequest(asked, requestId, request.body.role);
      if (!done.accepted)
        return uses.teamRefusal(approveRefusals, done.rejection, { ...asked, ...needs, ...request.body });
      const { revision, position } = done;
      return { status: 200, revision, position, body: { requestId, revision: String(revision) } };
    },
  }),
  route({
    ...onRequest,
    method: 'POST',
    path: '/api/v1/team/join-requests/:requestId/decline',
    operationId: 'declineJoinRequest',
    summary: 'Answer no to who asked to join',
    answers: { 200: joinRequestChanged },
    refusals: declineRefusals,
    handle: async (request) => {
      const { requestId } = request.params;
      const asked = memberRequest(request);
      const done = await uses.declineJoinRequest(asked, requestId);
      if (!done.accepted) return uses.teamRefusal(declineRefusals, done.rejection, { ...asked, ...needs });
      const { revision, position } = done;
      return { status: 200, revision, position, body: { requestId, revision: String(revision) } };
    },
  }),
];
