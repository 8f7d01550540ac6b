/** Whether each part of a JWT is base64url in its one canonical spelling, so that a token has no second form. */
export function isCanonicalToken(token: string): boolean {
  const parts = token.split('.');
  return parts.length === 3 && parts.every((part) => Buffer.from(part, 'base64url').toString('base64url') === part);
}
