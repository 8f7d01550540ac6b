import type { SessionTokens } from '../../../application/identity/issueSessionTokens.js';

/** The cookie that carries the refresh token: out of reach of scripts and of other sites, sent to these routes only. */
const NAME = 'objecta_refresh';
const PATH = '/api/v1/auth';

export type CookieRules = Readonly<{
  /** The product is reached over TLS. */
  secure: boolean;
  /** Pages of these origins may use the cookie. */
  origins: readonly string[];
  now: () => Date;
}>;

const attributes = ({ secure }: CookieRules): string =>
  `Path=${PATH}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

/** Set-Cookie with a session's refresh token, for as long as it is good. */
export function refreshCookie({ refreshToken, refreshExpiresAt }: SessionTokens, rules: CookieRules) {
  const seconds = Math.max(0, Math.floor((Date.parse(refreshExpiresAt) - rules.now().getTime()) / 1_000));
  return { 'Set-Cookie': `${NAME}=${refreshToken}; Max-Age=${seconds}; ${attributes(rules)}` };
}

/** Set-Cookie that takes the cookie away. */
export const clearedRefreshCookie = (rules: CookieRules) => ({
  'Set-Cookie': `${NAME}=; Max-Age=0; ${attributes(rules)}`,
});

export type PresentedToken =
  | Readonly<{ token: string; transport: 'cookie' | 'body' }>
  /** A cookie that a page of somebody else may have sent. */
  | 'csrf'
  | undefined;

/**
 * The refresh token a request presents: of its body, or else of the cookie. A browser adds the cookie by itself, so it
 * counts only with the Origin of a page of ours (OWASP cross-site request forgery cheat sheet).
 */
export function presentedToken(
  headers: Readonly<Record<string, string | undefined>>,
  inBody: string | undefined,
  { origins }: CookieRules,
): PresentedToken {
  if (inBody !== undefined) return { token: inBody, transport: 'body' };
  const token = cookieIn(headers.cookie);
  if (token === undefined) return undefined;
  return origins.includes(headers.origin ?? '') ? { token, transport: 'cookie' } : 'csrf';
}

function cookieIn(header: string | undefined): string | undefined {
  const given = header?.split(';').map((pair) => pair.trim()) ?? [];
  const values = given.filter((pair) => pair.startsWith(`${NAME}=`)).map((pair) => pair.slice(NAME.length + 1));
  // Two of one name: somebody has put one beside ours, and nobody can tell which is which.
  return values.length === 1 && values[0] !== '' ? values[0] : undefined;
}
