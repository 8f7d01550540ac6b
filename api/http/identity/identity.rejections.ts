import type { ProblemKind } from '../httpRefusals.js';

const kind = (status: number, title: string, detail: string): ProblemKind => ({ status, title, detail });

/** How signing up, signing in and what belongs to it are refused. */
export type IdentityRejection =
  | 'EMAIL_INVALID'
  | 'EMAIL_TAKEN'
  | 'PASSWORD_UNSUITABLE'
  | 'PASSWORD_WRONG'
  | 'SIGN_IN_FAILED'
  | 'SIGN_IN_LOCKED'
  | 'SECOND_FACTOR_REQUIRED'
  | 'SESSION_ENDED'
  | 'TOKEN_UNKNOWN'
  | 'TOKEN_GONE'
  | 'PROOF_REQUIRED'
  | 'LAST_OWNER_OF';

export const identityRejections = {
  EMAIL_INVALID: kind(
    422,
    'This is not an e-mail address',
    'Give an address as name@domain, of at most 254 characters.',
  ),
  EMAIL_TAKEN: kind(
    409,
    'The address has an account',
    'Sign in with it, or ask for a link to set another password if you have forgotten yours.',
  ),
  PASSWORD_UNSUITABLE: kind(
    422,
    'The password cannot be taken',
    'Choose one of 10 to 256 characters that is not among the most common ones and does not contain your address.',
  ),
  PASSWORD_WRONG: kind(403, 'The present password is not right', 'Nothing was changed.'),
  SIGN_IN_FAILED: kind(
    401,
    'Address or password is not right',
    'Check both, or ask for a link to set another password.',
  ),
  SIGN_IN_LOCKED: kind(
    429,
    'Too many failed attempts',
    'From where you are, this account cannot be signed in to for as long as Retry-After says. A password reset still works.',
  ),
  SECOND_FACTOR_REQUIRED: kind(
    401,
    'A second factor is required',
    'The password is right. Send it again with `totp`, the code of your app, or with a `recoveryCode`.',
  ),
  SESSION_ENDED: kind(401, 'The session has ended', 'Sign in again.'),
  TOKEN_UNKNOWN: kind(404, 'There is no such link', 'The token is not one of ours. Use the link of the mail as it is.'),
  TOKEN_GONE: kind(
    410,
    'The link is no longer good',
    'It was used, replaced by a newer one, or is too old. Ask for a new one.',
  ),
  PROOF_REQUIRED: kind(
    403,
    'Prove once more who you are',
    'Send your password, or `totp` or a `recoveryCode`. Whoever has neither signs in again and asks within ten minutes.',
  ),
  LAST_OWNER_OF: kind(
    409,
    'You are the last owner of an organization',
    'Make somebody else its owner, or delete it, first; `organizationId` and `organizationName` say which.',
  ),
} satisfies Record<IdentityRejection, ProblemKind>;
