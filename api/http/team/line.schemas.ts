import { z } from 'zod';

/** What people write in one line: trimmed, and without control characters, which mails and files would take for more. */
export const line = z
  .string()
  .trim()
  .regex(/^\P{Cc}*$/u, 'may not contain control characters');

/** What somebody calls a role or an API key. */
export const givenName = line.min(1).max(50);
