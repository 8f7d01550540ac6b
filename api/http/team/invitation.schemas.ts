import { z } from 'zod';
import { canonicalEmail } from '../../../domain/emailAddress.js';
import { instant, revision, roleName } from './member.schemas.js';

/** Invitations in one call. */
const MOST = 50;

const email = z
  .string()
  .max(300)
  .refine((written) => canonicalEmail(written) !== undefined, {
    message: 'must be an e-mail address',
    params: { code: 'invalid_email' },
  })
  .meta({ example: 'newuser@example.com' });
/** Line breaks aside, no control characters. */
const message = z
  .string()
  .max(1_000)
  .regex(/^[^\p{Cc}]*(?:\r?\n[^\p{Cc}]*)*$/u, 'may not contain control characters')
  .meta({ description: 'A word of yours to the invited, in plain text.' });

const wanted = z.strictObject({ email, role: roleName, message: message.optional() });

export const inviteBody = z
  .strictObject({
    email: email.optional(),
    role: roleName.optional(),
    message: message.optional(),
    invitations: z.array(wanted).min(1).max(MOST).optional().meta({ description: 'Several at once, in place of one.' }),
  })
  .superRefine(({ email: one, role, message: word, invitations }, context) => {
    const fault = (name: string, text: string) =>
      context.addIssue({ code: 'custom', path: [name], message: text, params: { code: 'required' } });
    if (invitations === undefined) {
      if (one === undefined) fault('email', 'is required, or send "invitations"');
      if (role === undefined) fault('role', 'is required, or send "invitations"');
    } else if (one !== undefined || role !== undefined || word !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['invitations'],
        message: 'stands alone: send one invitation or several, not both',
        params: { code: 'invalid_value' },
      });
    }
  });

export const invited = z.object({
  invitationId: z.string(),
  email: z.string(),
  role: z.string(),
  expiresAt: instant,
  revision,
});
const outcome = z.object({
  email: z.string(),
  status: z.int().meta({ description: 'As the answer to this invitation alone would have had.' }),
  invitationId: z.string().nullable(),
  code: z.string().nullable().meta({ description: 'Why not.' }),
  detail: z.string().nullable(),
});
export const invitedSeveral = z
  .object({ results: z.array(outcome) })
  .meta({ description: 'In the order asked; each one stands for itself.' });

export const invitationParams = z.object({ invitationId: z.uuid() });
export const invitationAnswer = z
  .object({
    invitationId: z.string(),
    email: z.string(),
    message: z.string().nullable(),
    role: z.string(),
    roleName: z.string(),
    status: z.enum(['open', 'expired', 'accepted', 'revoked']),
    invitedBy: z.string(),
    timesSent: z.int(),
    sentAt: instant,
    expiresAt: instant,
    invitedAt: instant,
    closedAt: instant.nullable(),
    closedBecause: z.string().nullable(),
    acceptedBy: z.string().nullable(),
  })
  .meta({ id: 'Invitation' });
export const invitationFilter = z.object({ status: invitationAnswer.shape.status.optional() });
export const invitationPlace = z.object({ invitedAt: z.string(), invitationId: z.string() });
export const invitationList = z.object({ data: z.array(invitationAnswer), nextCursor: z.string().nullable() });
export const invitationChanged = z.object({ invitationId: z.string(), revision });

export const tokenParams = z.object({ token: z.string().max(500) });
export const tokenBody = z.strictObject({ token: z.string().min(1).max(500) });
export const invitationView = z
  .object({ organizationName: z.string(), inviterName: z.string(), roleName: z.string(), expiresAt: instant })
  .meta({ id: 'InvitationView' });
export const joinedAnswer = z.object({ organizationId: z.string(), role: z.string(), revision });
