import type { SessionTokens } from '../../../application/identity/issueSessionTokens.js';
import type { Origin } from '../../../application/identity/openSession.js';
import type { PasswordFlaw } from '../../../domain/identity/user/passwordFlaw.js';
import { refused } from '../problem.js';
import { type CookieRules, refreshCookie } from './refreshCookie.js';

const LONGEST_USER_AGENT = 300;

type Asked = Readonly<{
  commandId: string;
  correlationId: string;
  ip: string;
  headers: Readonly<Record<string, string | undefined>>;
}>;

/** Of a request that nobody has signed in for: who it is, is told by what it does. */
export const askedBy = ({ commandId, correlationId }: Asked) => ({
  commandId,
  correlationId,
  causationId: correlationId,
  organizationId: null,
});

/** The same, of a person who is signed in. */
export const askedByUser = (asked: Asked, userId: string) =>
  ({ ...askedBy(asked), actor: { kind: 'user', id: userId } }) as const;

export const originOf = ({ ip, headers }: Asked): Origin => ({
  ip,
  userAgent: headers['user-agent']?.slice(0, LONGEST_USER_AGENT) ?? 'unknown',
});

/** The body and the cookie of a session that has begun or goes on. */
export function sessionParts(tokens: SessionTokens, transport: 'cookie' | 'body' | undefined, rules: CookieRules) {
  const { refreshToken, refreshExpiresAt: _, ...session } = tokens;
  return transport === 'body'
    ? { body: { ...session, refreshToken }, headers: {} }
    : { body: session, headers: refreshCookie(tokens, rules) };
}

const flawTexts: Readonly<Record<PasswordFlaw, string>> = {
  too_short: 'must have at least 10 characters',
  too_long: 'must have at most 256 characters',
  too_common: 'is one of the most common passwords',
  contains_email: 'must not contain the e-mail address',
};

export const unsuitable = (flaw: PasswordFlaw) =>
  refused('PASSWORD_UNSUITABLE', { errors: [{ pointer: '/password', code: flaw, detail: flawTexts[flaw] }] });

const FIFTEEN_MINUTES_MS = 900_000;

/** @param until when the lock-out ends, where it is known */
export function lockedOut(until: Date | undefined, now: Date) {
  const left = until ? until.getTime() - now.getTime() : FIFTEEN_MINUTES_MS;
  return refused('SIGN_IN_LOCKED', { headers: { 'Retry-After': String(Math.max(1, Math.ceil(left / 1_000))) } });
}
