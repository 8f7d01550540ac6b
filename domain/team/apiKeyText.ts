/** What every API key begins with, so that people, and scanners for leaked secrets, know one when they see it. */
const PREFIX = 'ok_live_';

/** The key as it is shown, once, from the token that it is. */
export const apiKeyText = (token: string): string => `${PREFIX}${token}`;

/** The token that a key is; undefined for what is none. */
export const tokenInApiKey = (key: string): string | undefined =>
  key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined;
