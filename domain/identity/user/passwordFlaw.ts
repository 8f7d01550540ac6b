import { commonPasswords } from './commonPasswords.js';

/** In characters, after NFC (NIST SP 800-63B, 5.1.1.2 asks for 8 at least and 64 at most or more). */
export const PASSWORD_LENGTH = { min: 10, max: 256 } as const;

export type PasswordFlaw = 'too_short' | 'too_long' | 'too_common' | 'contains_email';

/** Why a password cannot be taken for the person with this canonical address; undefined when it can. */
export function passwordFlaw(password: string, email: string): PasswordFlaw | undefined {
  const normal = password.normalize('NFC');
  const length = [...normal].length;
  if (length < PASSWORD_LENGTH.min) return 'too_short';
  if (length > PASSWORD_LENGTH.max) return 'too_long';
  const lower = normal.toLowerCase();
  if (commonPasswords.has(lower) || new Set(lower).size <= 2) return 'too_common';
  return lower.normalize('NFKC').includes(email) ? 'contains_email' : undefined;
}
