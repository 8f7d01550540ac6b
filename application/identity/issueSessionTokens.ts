import type { ActiveSession } from '../../domain/identity/session/session.decider.js';
import type { SecretTokens } from '../ports/secretTokens.js';

/** How long an access token is good, in seconds. */
const ACCESS_LIFETIME_SECONDS = 300;

/** What a client needs to act in a session and to go on with it. */
export type SessionTokens = Readonly<{
  userId: string;
  sessionId: string;
  organizationId: string | null;
  accessToken: string;
  /** Of the access token, in seconds. */
  expiresIn: number;
  refreshToken: string;
  /** Of the refresh token. */
  refreshExpiresAt: string;
}>;

/** An access token that expires after so many seconds. */
export type IssueAccessToken = (
  claims: Readonly<{ userId: string; organizationId: string | null; sessionId: string }>,
  lifetimeSeconds: number,
) => Promise<string>;

export type IssueSessionTokens = (session: ActiveSession) => Promise<SessionTokens>;

/** The tokens of a session as it is now: the refresh token is the one in force, however often it is asked for. */
export const issueSessionTokens =
  (issueAccessToken: IssueAccessToken, secretTokens: Pick<SecretTokens, 'mint'>): IssueSessionTokens =>
  async ({ userId, sessionId, organizationId, generation, expiresAt }) => {
    const [accessToken, { token: refreshToken }] = await Promise.all([
      issueAccessToken({ userId, organizationId, sessionId }, ACCESS_LIFETIME_SECONDS),
      secretTokens.mint('refresh', { ids: [sessionId], generation }),
    ]);
    const owner = { userId, sessionId, organizationId };
    return { ...owner, accessToken, expiresIn: ACCESS_LIFETIME_SECONDS, refreshToken, refreshExpiresAt: expiresAt };
  };
