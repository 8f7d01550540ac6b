import type { AccessClaims } from '../../../application/ports/accessTokens.js';
import type { SecretTokens } from '../../../application/ports/secretTokens.js';
import type { AcceptInvitation } from '../../../application/team/acceptInvitation.js';
import type { OrganizationNow } from '../../../application/team/organizationNow.js';
import type { ViewInvitation } from '../../../application/team/viewInvitation.js';
import type { Person } from '../../../domain/team/organization/organization.commands.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { invitationView, joinedAnswer, tokenBody, tokenParams } from './invitation.schemas.js';
import type { TeamRefusal } from './organizationRefusal.js';

type Uses = Readonly<{
  tokens: SecretTokens;
  viewInvitation: ViewInvitation;
  acceptInvitation: AcceptInvitation;
  organizationNow: OrganizationNow;
  /** Undefined for who is not (any more) registered here. */
  personOf: (userId: string) => Promise<Person | undefined>;
  teamRefusal: TeamRefusal;
}>;
type Accepting = Readonly<{ caller: Pick<AccessClaims, 'userId'>; commandId: string; correlationId: string }>;

const acceptRefusals = [
  'not_found',
  'REVISION_MISMATCH',
  'STREAM_BUSY',
  'INVITATION_GONE',
  'EMAIL_MISMATCH',
  'EMAIL_UNVERIFIED',
  'ALREADY_MEMBER',
  'SEATS_EXHAUSTED',
] as const;

/** What the invited do with the link of their mail. A token that was never ours is a 404, one that is no longer good a 410. */
export function acceptInvitationRoutes(uses: Uses): readonly Route[] {
  async function view(presented: string) {
    const token = await uses.tokens.read('invitation', presented);
    const found = token ? await uses.viewInvitation(token) : 'INVITATION_UNKNOWN';
    if (found === 'INVITATION_UNKNOWN') return refused('not_found');
    return found === 'INVITATION_GONE' ? refused(found) : ({ status: 200, body: found } as const);
  }

  async function accept(presented: string, { caller: { userId }, commandId, correlationId }: Accepting) {
    const [token, person] = await Promise.all([uses.tokens.read('invitation', presented), uses.personOf(userId)]);
    if (!token || !person) return refused('not_found');
    const actor = { kind: 'user', id: userId } as const;
    const context = { commandId, correlationId, causationId: correlationId, organizationId: null, actor };
    const done = await uses.acceptInvitation(token, person, context);
    const { organizationId } = done;
    if (!done.accepted)
      return uses.teamRefusal(acceptRefusals, done.rejection, {
        ...{ organizationId, by: userId, invitationId: token.ids[1], outsider: true },
      });
    const { revision, position } = done;
    const { members } = await uses.organizationNow(organizationId);
    const role = String(members[userId]?.role);
    return { status: 200, revision, position, body: { organizationId, role, revision: String(revision) } } as const;
  }

  const viewing = { tag: 'Team', permission: 'public', answers: { 200: invitationView } } as const;
  const accepting = {
    method: 'POST',
    tag: 'Team',
    summary: 'Accept an invitation',
    description:
      'For who is signed in under the verified address that was invited. The role is the invitation’s. Sign in to the organization by `POST /api/v1/auth/switch-organization`.',
    permission: 'signedIn',
    kind: 'command',
    openWhenRestricted: true,
    answers: { 200: joinedAnswer },
    refusals: acceptRefusals,
  } as const;

  return [
    route({
      ...viewing,
      method: 'GET',
      path: '/api/v1/team/invitations/by-token/:token',
      operationId: 'viewInvitation',
      summary: 'What a link invites to',
      kind: 'query',
      secretPath: true,
      params: tokenParams,
      refusals: ['not_found', 'INVITATION_GONE'],
      handle: ({ params }) => view(params.token),
    }),
    route({
      ...viewing,
      method: 'POST',
      path: '/api/v1/team/invitations/view',
      operationId: 'viewInvitationByBody',
      summary: 'What a link invites to, with the token out of sight',
      kind: 'command',
      body: tokenBody,
      refusals: ['not_found', 'INVITATION_GONE'],
      handle: ({ body }) => view(body.token),
    }),
    route({
      ...accepting,
      path: '/api/v1/team/invitations/by-token/:token/accept',
      operationId: 'acceptInvitationByPath',
      secretPath: true,
      params: tokenParams,
      handle: (request) => accept(request.params.token, request),
    }),
    route({
      ...accepting,
      path: '/api/v1/team/invitations/accept',
      operationId: 'acceptInvitation',
      body: tokenBody,
      handle: (request) => accept(request.body.token, request),
    }),
  ];
}
