import { isAcceptable } from '../../domain/team/organization/decideInvitation.js';
import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import { organizationStream } from '../../domain/team/streams.js';
import type { CommandContext } from '../commandContext.js';
import { derivedId } from '../derivedIds.js';
import type { CurrentState } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import type { AcceptInvitation, InvitationToken } from '../team/acceptInvitation.js';
import type { CreateOrganization } from '../team/createOrganization.js';

export type JoinRejection =
  | 'INVITATION_UNKNOWN'
  | 'INVITATION_GONE'
  | 'EMAIL_MISMATCH'
  | 'SEATS_EXHAUSTED'
  | 'STREAM_BUSY';

type Refused = Readonly<{ accepted: false; rejection: JoinRejection }>;
/** An invitation that is good for the address, or none. */
export type Joining = Readonly<{ accepted: true; invitation: InvitationToken | undefined }>;
type Joined = Readonly<{ accepted: true; organizationId: string }> | Refused;
type NewMember = Readonly<{ userId: string; name: string; email: string }>;

/** What becomes of a person who signs up: a member of the organization it is invited to, or the owner of a new one. */
export type JoinOnSignUp = Readonly<{
  /** Before the person is registered, since a good token proves the address. */
  prepare: (token: string | undefined, email: string) => Promise<Joining | Refused>;
  join: (
    joining: Joining,
    person: NewMember,
    organizationName: string | undefined,
    context: CommandContext,
  ) => Promise<Joined>;
}>;

export const joinOnSignUp = (
  currentState: CurrentState,
  secretTokens: Pick<SecretTokens, 'read'>,
  createOrganization: CreateOrganization,
  acceptInvitation: AcceptInvitation,
  clock: Clock,
): JoinOnSignUp => ({
  async prepare(token, email) {
    if (token === undefined) return { accepted: true, invitation: undefined };
    const invitation = await secretTokens.read('invitation', token);
    const [organizationId = '', invitationId = ''] = invitation?.ids ?? [];
    const organization = invitation && (await currentState(organizationStream(organizationId), organizationDecider));
    const known = organization?.invitations[invitationId];
    if (!invitation || !organization || !known) return { accepted: false, rejection: 'INVITATION_UNKNOWN' };
    if (known.email !== email) return { accepted: false, rejection: 'EMAIL_MISMATCH' };
    const { generation, hash: tokenHash } = invitation;
    // One accepted already may be this sign-up's own, repeated: accepting decides.
    const good =
      known.status === 'accepted' ||
      isAcceptable(organization, { invitationId, generation, tokenHash }, clock.now().getTime());
    return good ? { accepted: true, invitation } : { accepted: false, rejection: 'INVITATION_GONE' };
  },

  async join({ invitation }, person, organizationName, context) {
    if (invitation) {
      const handled = await acceptInvitation(invitation, { ...person, emailVerified: true }, context);
      const { organizationId } = handled;
      return handled.accepted ? { accepted: true, organizationId } : refusal(handled.rejection);
    }
    const organizationId = derivedId('organization', context.commandId);
    const name = organizationName ?? `${person.name}'s organization`;
    const handled = await createOrganization({ organizationId, name, owner: person }, context);
    return handled.accepted ? { accepted: true, organizationId } : refusal(handled.rejection);
  },
});

/** What else can be in the way has made the invitation worthless. */
function refusal(rejection: OrganizationRejection | 'STREAM_BUSY' | 'REVISION_MISMATCH'): Refused {
  const told =
    rejection === 'STREAM_BUSY' || rejection === 'SEATS_EXHAUSTED' || rejection === 'EMAIL_MISMATCH'
      ? rejection
      : 'INVITATION_GONE';
  return { accepted: false, rejection: told };
}
