import { z } from 'zod';
import { derivedId } from '../../../application/derivedIds.js';
import type { ListOrganizations } from '../../../application/identity/listOrganizations.js';
import type { People } from '../../../application/identity/people.js';
import type { SwitchOrganization } from '../../../application/identity/switchOrganization.js';
import type { Callers } from '../../../application/ports/callers.js';
import type { CreateOrganization } from '../../../application/team/createOrganization.js';
import { membershipDenial } from '../../../domain/team/access/denial.js';
import { decidedBy } from '../decidedBy.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { organizationName } from '../team/organization.routes.js';
import { askedByUser } from './identityRequest.js';

type Uses = Readonly<{
  people: Pick<People, 'byId'>;
  listOrganizations: ListOrganizations;
  createOrganization: CreateOrganization;
  switchOrganization: SwitchOrganization;
  accessOf: Callers['accessOf'];
}>;

const membership = z
  .object({
    organizationId: z.string(),
    name: z.string(),
    role: z.string().meta({ description: "A built-in role's name or a custom role's id." }),
    roleName: z.string(),
    status: z.enum(['active', 'suspended']),
    current: z.boolean().meta({ description: 'Whether this session is for it.' }),
  })
  .meta({ id: 'Membership' });

/** The organizations of the person who is signed in. */
export const myOrganizationRoutes = (uses: Uses): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/me/organizations',
    operationId: 'listMyOrganizations',
    summary: 'Organizations you belong to',
    tag: 'Identity',
    permission: 'signedIn',
    kind: 'query',
    readModels: ['team.members'],
    answers: { 200: z.object({ data: z.array(membership) }) },
    handle: async ({ caller: { userId, organizationId } }) => {
      const memberships = await uses.listOrganizations(userId, organizationId);
      return {
        status: 200,
        body: { data: memberships.map((one) => ({ ...one, current: one.organizationId === organizationId })) },
      };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/me/organizations',
    operationId: 'createMyOrganization',
    summary: 'Create another organization',
    description: 'You become its owner. Switch to it to work in it.',
    tag: 'Identity',
    permission: 'signedIn',
    kind: 'command',
    openWhenRestricted: true,
    perIp: { requests: 60, seconds: 3_600 },
    body: z.strictObject({ name: organizationName }),
    answers: { 201: z.object({ organizationId: z.string(), revision: z.string() }) },
    refusals: ['not_found', 'STREAM_BUSY'],
    handle: async (request) => {
      const { userId } = request.caller;
      const user = await uses.people.byId(userId);
      if (user.status !== 'registered') return refused('not_found');
      const organizationId = derivedId('organization', request.commandId);
      const owner = { userId, name: user.name, email: user.email };
      const wish = { organizationId, name: request.body.name, owner };
      const created = await uses.createOrganization(wish, { ...askedByUser(request, userId), organizationId });
      if (!created.accepted) return refused('STREAM_BUSY');
      const { position, revision } = created;
      return { status: 201, body: { organizationId, revision: String(revision) }, position, revision };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/switch-organization',
    operationId: 'switchOrganization',
    summary: 'Go on in another organization of yours',
    description:
      'Answers an access token for it; the session stays, and its refresh token gives tokens for it from then on. An organization you do not belong to is not found.',
    tag: 'Identity',
    permission: 'signedIn',
    kind: 'command',
    openWhenRestricted: true,
    body: z.strictObject({ organizationId: z.guid().toLowerCase() }),
    answers: {
      200: z.object({
        organizationId: z.string(),
        accessToken: z
          .string()
          .nullable()
          .meta({ description: 'Null where an outside identity provider gives out the tokens: go on with yours.' }),
        expiresIn: z.int().nullable().meta({ description: 'Seconds that the access token is good for.' }),
      }),
    },
    answerHoldsSecret: true,
    refusals: ['not_found', 'membership_suspended', 'invalid_token', 'STREAM_BUSY'],
    handle: async (request) => {
      const { userId, sessionId } = request.caller;
      const { organizationId: to } = request.body;
      const switched = await uses.switchOrganization({ userId, sessionId, to }, askedByUser(request, userId));
      if (!switched.accepted) {
        const { rejection } = switched;
        if (rejection !== 'MEMBER_SUSPENDED') return refused(refusalOf[rejection]);
        const denial = membershipDenial(await uses.accessOf(to), userId);
        return refused('membership_suspended', denial ? { members: decidedBy(denial) } : {});
      }
      const { tokens, position } = switched;
      const { accessToken = null, expiresIn = null } = tokens ?? {};
      return { status: 200, body: { organizationId: to, accessToken, expiresIn }, position };
    },
  }),
];

const refusalOf = {
  NOT_A_MEMBER: 'not_found',
  SESSION_ENDED: 'invalid_token',
  STREAM_BUSY: 'STREAM_BUSY',
} as const;
