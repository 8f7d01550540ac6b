import type { Clock } from '../../../application/ports/clock.js';
import type { OrganizationNow } from '../../../application/team/organizationNow.js';
import type { ResendInvitation } from '../../../application/team/resendInvitation.js';
import type { RevokeInvitation } from '../../../application/team/revokeInvitation.js';
import { nameOfRole } from '../../../domain/team/organization/rights.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { listInvitations } from '../../../projections/team/invitations/invitations.query.js';
import { pageOf } from '../answers/pageOf.js';
import { type Route, route } from '../route.js';
import {
  invitationChanged,
  invitationFilter,
  invitationList,
  invitationParams,
  invitationPlace,
} from './invitation.schemas.js';
import { invitationRefusals } from './invite.routes.js';
import { memberRequest } from './memberRequest.js';
import type { TeamRefusal } from './organizationRefusal.js';

type Uses = Readonly<{
  organizationNow: OrganizationNow;
  resendInvitation: ResendInvitation;
  revokeInvitation: RevokeInvitation;
  teamRefusal: TeamRefusal;
  clock: Clock;
}>;

const revokeRefusals = [
  'not_found',
  'permission_missing',
  'REVISION_MISMATCH',
  'STREAM_BUSY',
  'INVITATION_GONE',
] as const;

const needs = { permission: 'team:invite' } as const;

/** Invitations once they have been sent. */
export const invitationRoutes = (db: ScopedQueries, uses: Uses): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/team/invitations',
    operationId: 'listInvitations',
    summary: 'Invitations of your organization, newest first',
    tag: 'Team',
    permission: 'team:invite',
    kind: 'query',
    readModels: ['team.invitations'],
    query: invitationFilter,
    list: { sorts: ['-invitedAt'], key: invitationPlace },
    answers: { 200: invitationList },
    handle: async ({ caller: { organizationId }, query, page }) => {
      const { limit, after } = page;
      const list = { ...query, limit: limit + 1, after };
      const [found, organization] = await Promise.all([
        listInvitations(db.of(organizationId), organizationId, list, uses.clock.now()),
        uses.organizationNow(organizationId),
      ]);
      const { data, nextCursor } = pageOf(found, page, ({ invitedAt, invitationId }) => ({ invitedAt, invitationId }));
      const shown = data.map((each) => ({ ...each, roleName: nameOfRole(organization, each.role) }));
      return { status: 200, body: { data: shown, nextCursor } };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/team/invitations/:invitationId/resend',
    operationId: 'resendInvitation',
    summary: 'Send an invitation again',
    description:
      'With a new link, good for seven days from now; the former link is dead. Also brings back one that expired.',
    tag: 'Team',
    permission: 'team:invite',
    kind: 'command',
    params: invitationParams,
    answers: { 200: invitationChanged },
    refusals: invitationRefusals,
    handle: async (request) => {
      const { invitationId } = request.params;
      const asked = memberRequest(request);
      const done = await uses.resendInvitation(asked, invitationId);
      if (!done.accepted)
        return uses.teamRefusal(invitationRefusals, done.rejection, {
          ...{ ...asked, ...needs },
          role: (await uses.organizationNow(asked.organizationId)).invitations[invitationId]?.role,
        });
      const { revision, position } = done;
      return { status: 200, revision, position, body: { invitationId, revision: String(revision) } };
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/team/invitations/:invitationId',
    operationId: 'revokeInvitation',
    summary: 'Revoke an invitation',
    description: 'Its link is dead and its seat free at once.',
    tag: 'Team',
    permission: 'team:invite',
    kind: 'command',
    params: invitationParams,
    answers: { 200: invitationChanged },
    refusals: revokeRefusals,
    openWhenRestricted: true,
    handle: async (request) => {
      const { invitationId } = request.params;
      const asked = memberRequest(request);
      const done = await uses.revokeInvitation(asked, invitationId);
      if (!done.accepted) return uses.teamRefusal(revokeRefusals, done.rejection, { ...asked, ...needs });
      const { revision, position } = done;
      return { status: 200, revision, position, body: { invitationId, revision: String(revision) } };
    },
  }),
];
