import { z } from 'zod';
import { type CommonQueryMethods, sql } from '../../runtime/sql.js';

const invitation = z.object({
  invitationId: z.string(),
  email: z.string(),
  message: z.string().nullable(),
  role: z.string(),
  status: z.enum(['open', 'expired', 'accepted', 'revoked']),
  invitedBy: z.string(),
  timesSent: z.number(),
  sentAt: z.string(),
  expiresAt: z.string(),
  invitedAt: z.string(),
  closedAt: z.string().nullable(),
  closedBecause: z.string().nullable(),
  acceptedBy: z.string().nullable(),
});
export type InvitationOfOrganization = z.infer<typeof invitation>;

/** The place of an invitation in its organization's list, the newest first. */
export type InvitationPlace = Readonly<{ invitedAt: string; invitationId: string }>;
export type InvitationList = Readonly<{
  limit: number;
  after?: InvitationPlace | undefined;
  status?: InvitationOfOrganization['status'] | undefined;
}>;

/** The organization's invitations, newest first, as they stand at a moment. */
export function listInvitations(
  db: CommonQueryMethods,
  organizationId: string,
  { limit, after, status }: InvitationList,
  now: Date,
): Promise<readonly InvitationOfOrganization[]> {
  const shown = sql.fragment`
    CASE WHEN status = 'open' AND expires_at <= ${now.toISOString()}::timestamptz THEN 'expired' ELSE status END`;
  const ofStatus = status === undefined ? sql.fragment`TRUE` : sql.fragment`${shown} = ${status}`;
  const further = after
    ? sql.fragment`(invited_at, invitation_id) < (${after.invitedAt}::timestamptz, ${after.invitationId})`
    : sql.fragment`TRUE`;
  return db.any(sql.type(invitation)`
    SELECT invitation_id AS "invitationId", email, message, role, ${shown} AS status, invited_by AS "invitedBy",
      times_sent AS "timesSent", sent_at AS "sentAt", expires_at AS "expiresAt", invited_at AS "invitedAt",
      closed_at AS "closedAt", closed_because AS "closedBecause", accepted_by AS "acceptedBy"
    FROM team.invitations
    WHERE organization_id = ${organizationId} AND ${ofStatus} AND ${further}
    ORDER BY invited_at DESC, invitation_id DESC LIMIT ${limit}`);
}

const addressed = z.object({ organizationId: z.string(), invitationId: z.string() });

/**
 * Every invitation that went to an address, or that the person accepted under another one.
 * @param db across organizations
 * @param email canonical; addresses as inviters wrote them differ in case and surrounding space only
 */
export function invitationsTo(
  db: CommonQueryMethods,
  email: string,
  userId: string,
): Promise<readonly z.infer<typeof addressed>[]> {
  return db.any(sql.type(addressed)`
    SELECT organization_id AS "organizationId", invitation_id AS "invitationId" FROM team.invitations
    WHERE lower(trim(email)) = lower(${email}) OR accepted_by = ${userId}`);
}
