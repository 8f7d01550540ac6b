import { INVITATION_LIFETIME_MS } from '../../domain/team/organization/invitationTime.js';
import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import { organizationStream } from '../../domain/team/streams.js';
import type { CommandHandling, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';
import type { SeatLimitOf } from './seatLimitOf.js';

export type ResendInvitation = (
  request: MemberRequest,
  invitationId: string,
) => Promise<Handled<OrganizationRejection>>;

/** Sends an invitation again with a new link; the former one is dead. Brings back one that has expired. */
export const resendInvitation = (
  { handleCommand, currentState }: CommandHandling,
  seatLimitOf: SeatLimitOf,
  tokens: SecretTokens,
  clock: Clock,
): ResendInvitation => {
  const put = organizationCommand(handleCommand, clock, 'ResendInvitation');
  return async (request, invitationId) => {
    const { organizationId } = request;
    const { invitations } = await currentState(organizationStream(organizationId), organizationDecider);
    const generation = (invitations[invitationId]?.generation ?? 0) + 1;
    const [{ hash }, seats] = await Promise.all([
      tokens.mint('invitation', { ids: [organizationId, invitationId], generation }),
      seatLimitOf(organizationId),
    ]);
    const expiresAt = new Date(clock.now().getTime() + INVITATION_LIFETIME_MS).toISOString();
    return put(request, { invitationId, generation, tokenHash: hash, expiresAt, seats });
  };
};
