import { z } from 'zod';
import type { MailContent } from '../../domain/notifications/mail/mailContent.js';

const link = z.discriminatedUnion('to', [
  z.object({ to: z.literal('dashboard'), path: z.string() }),
  z.object({ to: z.literal('elsewhere'), url: z.string() }),
  z.object({
    to: z.literal('secret'),
    purpose: z.enum(['invitation', 'emailVerification', 'passwordReset']),
    ids: z.array(z.string()),
    generation: z.int().positive(),
    expiresAt: z.iso.datetime(),
  }),
]);

const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), text: z.string() }),
  z.object({ kind: z.literal('button'), label: z.string(), link }),
  z.object({ kind: z.literal('details'), rows: z.array(z.object({ label: z.string(), value: z.string() })) }),
  z.object({ kind: z.literal('note'), text: z.string() }),
]);

/** What `MailRequested.content` holds as JSON: stored, so kinds of blocks and links are only ever added. */
const storedMail = z.object({
  organizationName: z.string().nullable(),
  subject: z.string(),
  preheader: z.string(),
  blocks: z.array(block),
  because: z.string(),
});

export type StoredMail = MailContent & Readonly<{ organizationName: string | null }>;

export const writeStoredMail = (mail: StoredMail): string => JSON.stringify(storedMail.parse(mail));

/** @throws ZodError when a newer release wrote it with blocks this one does not know */
export const readStoredMail = (json: string): StoredMail => storedMail.parse(JSON.parse(json));
