import { canonicalEmail } from '../../domain/emailAddress.js';
import type { OrganizationRejection, Person } from '../../domain/team/organization/organization.commands.js';
import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import { organizationStream } from '../../domain/team/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import type { SeatLimitOf } from './seatLimitOf.js';

/** What `SecretTokens.read('invitation', …)` says of a token that is genuine. */
export type InvitationToken = NonNullable<Awaited<ReturnType<SecretTokens['read']>>>;

export type AcceptInvitation = (
  token: InvitationToken,
  person: Person,
  context: CommandContext,
) => Promise<Handled<OrganizationRejection> & Readonly<{ organizationId: string }>>;

/** Makes who holds an invitation's token a member, if the invitation is for their verified address and still good. */
export const acceptInvitation =
  (handleCommand: HandleCommand, seatLimitOf: SeatLimitOf, clock: Clock): AcceptInvitation =>
  async ({ ids, generation, hash }, { userId, name, email, emailVerified }, context) => {
    const [organizationId = '', invitationId = ''] = ids;
    const seats = await seatLimitOf(organizationId);
    const person = { userId, name, email: canonicalEmail(email) ?? email, emailVerified };
    const handled = await handleCommand(
      organizationStream(organizationId),
      organizationDecider,
      {
        type: 'AcceptInvitation',
        data: { organizationId, invitationId, generation, tokenHash: hash, person, seats },
        now: clock.now(),
      },
      { ...context, organizationId },
    );
    return { ...handled, organizationId };
  };
