import { derivedId } from '../../../application/derivedIds.js';
import type { InviteMember, WantedMember } from '../../../application/team/inviteMember.js';
import type { MemberRequest } from '../../../application/team/organizationCommand.js';
import type { OrganizationNow } from '../../../application/team/organizationNow.js';
import { problemKind } from '../rejections.js';
import { type Route, route } from '../route.js';
import { inviteBody, invited, invitedSeveral } from './invitation.schemas.js';
import { memberRequest } from './memberRequest.js';
import type { TeamRefusal } from './organizationRefusal.js';

type Uses = Readonly<{ inviteMember: InviteMember; organizationNow: OrganizationNow; teamRefusal: TeamRefusal }>;

export const invitationRefusals = [
  'not_found',
  'permission_missing',
  'REVISION_MISMATCH',
  'STREAM_BUSY',
  'ROLE_UNKNOWN',
  'ROLE_EXCEEDS_OWN',
  'ALREADY_MEMBER',
  'ALREADY_INVITED',
  'SEATS_EXHAUSTED',
  'INVITATIONS_TOO_MANY',
  'INVITATION_GONE',
] as const;

/** Inviting, one address or up to 50. */
export function inviteRoutes({ inviteMember, organizationNow, teamRefusal }: Uses): readonly Route[] {
  async function inviteOne(request: MemberRequest, wanted: WantedMember) {
    const { organizationId, by } = request;
    const { email, role } = wanted;
    const done = await inviteMember(request, wanted);
    if (!done.accepted) {
      const asked = { organizationId, by, permission: 'team:invite', email, role } as const;
      return teamRefusal(invitationRefusals, done.rejection, asked);
    }
    const { revision, position, invitationId } = done;
    const { invitations } = await organizationNow(organizationId);
    const expiresAt = String(invitations[invitationId]?.expiresAt);
    const body = { invitationId, email, role, expiresAt, revision: String(revision) };
    return { status: 201, revision, position, body } as const;
  }

  /** One after the other, each under an id of its own: a repeat of the whole call repeats each of them. */
  async function inviteSeveral(request: MemberRequest, wanted: readonly WantedMember[]) {
    const results = [];
    let last: Readonly<{ revision: bigint; position: bigint }> | undefined;
    for (const [place, each] of wanted.entries()) {
      const commandId = derivedId(request.context.commandId, 'invite', place);
      const answer = await inviteOne({ ...request, context: { ...request.context, commandId } }, each);
      if ('refused' in answer) {
        const { status, detail } = problemKind(answer.refused);
        const code = answer.refused.toLowerCase();
        results.push({ email: each.email, status, invitationId: null, code, detail: answer.options.detail ?? detail });
        continue;
      }
      last = answer;
      const { invitationId } = answer.body;
      results.push({ email: each.email, status: answer.status, invitationId, code: null, detail: null });
    }
    return { status: 200, revision: last?.revision, position: last?.position, body: { results } } as const;
  }

  return [
    route({
      method: 'POST',
      path: '/api/v1/team/invite',
      operationId: 'inviteMember',
      summary: 'Invite somebody, or up to 50 people, to your organization',
      description:
        'Each is sent a mail with a link that is good for seven days, once, and for the address invited. An open invitation holds a seat.',
      tag: 'Team',
      permission: 'team:invite',
      kind: 'command',
      body: inviteBody,
      answers: { 201: invited, 200: invitedSeveral },
      refusals: invitationRefusals,
      handle: (request) => {
        const { email = '', role = '', message, invitations } = request.body;
        const asked = memberRequest(request);
        if (invitations) return inviteSeveral({ ...asked, expectedRevision: undefined }, invitations);
        return inviteOne(asked, { email: email.trim(), role, message });
      },
    }),
  ];
}
