import { z } from 'zod';
import type { Clock } from '../../../application/ports/clock.js';
import type { OrganizationNow } from '../../../application/team/organizationNow.js';
import type { RenameOrganization } from '../../../application/team/renameOrganization.js';
import type { SeatLimitOf } from '../../../application/team/seatLimitOf.js';
import { seatsUsed } from '../../../domain/team/organization/seats.js';
import type { ScopedQueries } from '../../../projections/runtime/scopedQueries.js';
import { organizationById } from '../../../projections/team/organizations/organizations.query.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { line } from './line.schemas.js';
import { instant, revision } from './member.schemas.js';
import { memberRequest } from './memberRequest.js';
import type { TeamRefusal } from './organizationRefusal.js';

type Uses = Readonly<{
  organizationNow: OrganizationNow;
  seatLimitOf: SeatLimitOf;
  renameOrganization: RenameOrganization;
  teamRefusal: TeamRefusal;
  clock: Clock;
}>;

const seats = z.object({
  used: z.int().meta({ description: 'By members who are not suspended and open invitations.' }),
  limit: z.int().nullable().meta({ description: 'Null where the plan sets none.' }),
});
const organizationAnswer = z
  .object({ organizationId: z.string(), name: z.string(), createdAt: instant, seats })
  .meta({ id: 'Organization' });
/** Shown in mails and page titles. */
export const organizationName = line.min(1).max(100);
const renameRefusals = ['not_found', 'permission_missing', 'REVISION_MISMATCH', 'STREAM_BUSY'] as const;

/** The settings of an organization. */
export const organizationRoutes = (db: ScopedQueries, uses: Uses): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/team/organization',
    operationId: 'getOrganization',
    summary: 'Your organization: its name and its seats',
    tag: 'Team',
    permission: 'organization:read',
    kind: 'query',
    readModels: ['team.organizations'],
    answers: { 200: organizationAnswer },
    refusals: ['not_found'],
    handle: async ({ caller: { organizationId } }) => {
      const [found, organization, { limit }] = await Promise.all([
        organizationById(db.of(organizationId), organizationId),
        uses.organizationNow(organizationId),
        uses.seatLimitOf(organizationId),
      ]);
      if (!found) return refused('not_found');
      const { name, createdAt } = found;
      const used = seatsUsed(organization, uses.clock.now().getTime());
      const body = { organizationId, name, createdAt, seats: { used, limit } };
      return { status: 200, revision: found.revision, body };
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/team/organization',
    operationId: 'renameOrganization',
    summary: 'Change the name of your organization',
    tag: 'Team',
    permission: 'organization:manage',
    kind: 'command',
    body: z.strictObject({ name: organizationName }),
    answers: { 200: z.object({ organizationId: z.string(), name: z.string(), revision }) },
    refusals: renameRefusals,
    handle: async (request) => {
      const asked = memberRequest(request);
      const { name } = request.body;
      const done = await uses.renameOrganization(asked, name);
      if (!done.accepted)
        return uses.teamRefusal(renameRefusals, done.rejection, {
          ...asked,
          permission: 'organization:manage',
        });
      const { revision: at, position } = done;
      const body = { organizationId: asked.organizationId, name, revision: String(at) };
      return { status: 200, revision: at, position, body };
    },
  }),
];
