import { INVITATION_LIFETIME_MS } from '../../domain/team/organization/invitationTime.js';
import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';
import type { SeatLimitOf } from './seatLimitOf.js';

/** `email` as the inviter wrote it, known to be an address. */
export type WantedMember = Readonly<{ email: string; role: string; message?: string | undefined }>;

export type InviteMember = (
  request: MemberRequest,
  wanted: WantedMember,
) => Promise<Handled<OrganizationRejection> & Readonly<{ invitationId: string }>>;

/** Invites an address to the organization; the mail with the link follows from the event. */
export const inviteMember = (
  handleCommand: HandleCommand,
  seatLimitOf: SeatLimitOf,
  tokens: SecretTokens,
  clock: Clock,
): InviteMember => {
  const put = organizationCommand(handleCommand, clock, 'InviteMember');
  return async (request, { email, role, message }) => {
    const { organizationId, context } = request;
    // The same for a repetition of the request.
    const invitationId = derivedId(context.commandId, 'invitation');
    const generation = 1;
    const [{ hash }, seats] = await Promise.all([
      tokens.mint('invitation', { ids: [organizationId, invitationId], generation }),
      seatLimitOf(organizationId),
    ]);
    const expiresAt = new Date(clock.now().getTime() + INVITATION_LIFETIME_MS).toISOString();
    const handled = await put(request, {
      invitationId,
      email,
      role,
      message,
      generation,
      tokenHash: hash,
      expiresAt,
      seats,
    });
    return { ...handled, invitationId };
  };
};
