import { z } from 'zod';
import type { DeleteOrganization } from '../../../application/team/deleteOrganization.js';
import type { AccountRefusals } from '../identity/accountRefusals.js';
import { personOf } from '../personOf.js';
import { type Route, route } from '../route.js';
import { memberRequest } from './memberRequest.js';
import type { TeamRefusal } from './organizationRefusal.js';

type Uses = Readonly<{
  deleteOrganization: DeleteOrganization;
  refusals: Pick<AccountRefusals, 'proofRequired'>;
  teamRefusal: TeamRefusal;
}>;

const refusals = ['not_found', 'permission_missing', 'REVISION_MISMATCH', 'STREAM_BUSY', 'NAME_NOT_CONFIRMED'] as const;

/** The end of an organization. */
export const organizationDeletionRoutes = (uses: Uses): readonly Route[] => [
  route({
    method: 'DELETE',
    path: '/api/v1/team/organization',
    operationId: 'deleteOrganization',
    summary: 'Delete your organization',
    description:
      'Only an owner can, within ten minutes of signing in, and names the organization. Every member leaves it at once, invitations and domains are no longer good, and its subscription is cancelled without waiting for the end of the period. It cannot be undone: export what you want to keep first.',
    tag: 'Team',
    permission: 'organization:manage',
    kind: 'command',
    openWhenRestricted: true,
    body: z.strictObject({ name: z.string().max(100).meta({ example: 'Northwind Traders' }) }),
    answers: { 204: null },
    refusals: [...refusals, 'PROOF_REQUIRED'],
    handle: async (request) => {
      const asked = memberRequest(request);
      const { sessionId } = personOf(request.caller);
      const done = await uses.deleteOrganization(asked, sessionId, request.body.name);
      if (done.accepted) return { status: 204, position: done.position };
      if (done.rejection === 'PROOF_REQUIRED')
        return uses.refusals.proofRequired(sessionId, { detail: 'Sign in again, and ask within ten minutes.' });
      return uses.teamRefusal(refusals, done.rejection, asked);
    },
  }),
];
