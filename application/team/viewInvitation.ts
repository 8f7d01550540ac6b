import { isAcceptable } from '../../domain/team/organization/decideInvitation.js';
import { nameOfRole } from '../../domain/team/organization/rights.js';
import type { Clock } from '../ports/clock.js';
import type { InvitationToken } from './acceptInvitation.js';
import type { OrganizationNow } from './organizationNow.js';

/** What the invited may know before they accept; of the inviter only the name. */
export type InvitationView = Readonly<{
  organizationName: string;
  inviterName: string;
  roleName: string;
  expiresAt: string;
}>;

export type ViewInvitation = (
  token: InvitationToken,
) => Promise<InvitationView | 'INVITATION_UNKNOWN' | 'INVITATION_GONE'>;

/** What a link invites to, for as long as it can be accepted. */
export const viewInvitation =
  (organizationNow: OrganizationNow, clock: Clock): ViewInvitation =>
  async ({ ids, generation, hash }) => {
    const [organizationId = '', invitationId = ''] = ids;
    const organization = await organizationNow(organizationId);
    const invitation = organization.invitations[invitationId];
    if (!invitation) return 'INVITATION_UNKNOWN';
    const presented = { invitationId, generation, tokenHash: hash };
    if (!isAcceptable(organization, presented, clock.now().getTime())) return 'INVITATION_GONE';
    return {
      organizationName: organization.name,
      inviterName: organization.members[invitation.by]?.name ?? '',
      roleName: nameOfRole(organization, invitation.role),
      expiresAt: invitation.expiresAt,
    };
  };
