import { z } from 'zod';
import { canonicalEmail } from '../../../domain/emailAddress.js';

const LONGEST_PASSWORD_SENT = 1_024;
const LONGEST_TOKEN = 512;

/** An address as it is written; only what can be one is taken. */
export const emailAddress = z
  .string()
  .max(320)
  .refine((written) => canonicalEmail(written) !== undefined, {
    message: 'is not an e-mail address',
    params: { code: 'invalid_format' },
  })
  .meta({ format: 'email', example: 'mia@example.com' });

/** What somebody typed: whether it can be taken, or is right, is not for the schema to say. */
export const password = z.string().min(1).max(LONGEST_PASSWORD_SENT).meta({ format: 'password' });

/** A name as it stands in mails and lists: one line of text. */
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must be one line of text')
  .meta({ example: 'Mia Berg' });

/** A token of a mail, or of a session. */
export const bearerToken = z.string().min(1).max(LONGEST_TOKEN);

/** Clients without a cookie jar take the refresh token in the body. */
export const tokenTransport = z
  .enum(['cookie', 'body'])
  .optional()
  .meta({ description: 'Where the refresh token goes: in a cookie (default), or in the body for clients without.' });

export const sessionAnswer = z
  .object({
    userId: z.string(),
    sessionId: z.string(),
    organizationId: z.string().nullable().meta({ description: 'Null while the person belongs to no organization.' }),
    accessToken: z.string(),
    expiresIn: z.int().meta({ description: 'Seconds that the access token is good for.' }),
    refreshToken: z.string().optional().meta({ description: 'Only with `"tokenTransport": "body"`.' }),
  })
  .meta({ id: 'SignedInSession' });

export const acceptedMail = z.object({ status: z.literal('accepted') });
/** Whatever becomes of it. */
export const accepted = { status: 'accepted' } as const;
