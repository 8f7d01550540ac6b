import { z } from 'zod';
import type { RefreshSession } from '../../../application/identity/refreshSession.js';
import type { SignOut } from '../../../application/identity/signOut.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { bearerToken, sessionAnswer } from './identity.schemas.js';
import { askedBy, sessionParts } from './identityRequest.js';
import { type CookieRules, clearedRefreshCookie, presentedToken } from './refreshCookie.js';

const tokenBody = z.strictObject({
  refreshToken: bearerToken.optional().meta({ description: 'For clients without the cookie.' }),
});

/** Goes on with a session, or ends it: what its refresh token is for. */
export function sessionRoutes(
  uses: Readonly<{ refreshSession: RefreshSession; signOut: SignOut }>,
  cookies: CookieRules,
): readonly Route[] {
  const takesToken = {
    method: 'POST',
    tag: 'Identity',
    permission: 'public',
    kind: 'command',
    body: tokenBody,
    bodyOptional: true,
    perIp: { requests: 600, seconds: 60 },
  } as const;
  return [
    route({
      ...takesToken,
      path: '/api/v1/auth/refresh',
      operationId: 'refreshSession',
      summary: 'Exchange the refresh token for new tokens',
      description:
        'The token is taken from the cookie, with an Origin of ours, or from the body. One that was exchanged before gives the same successor for 20 seconds; after that it ends the session, since one of two who have it is a thief.',
      answers: { 200: sessionAnswer },
      refusals: ['SESSION_ENDED', 'STREAM_BUSY', 'csrf'],
      handle: async (request) => {
        const presented = presentedToken(request.headers, request.body.refreshToken, cookies);
        if (presented === 'csrf') return refused('csrf');
        if (!presented) return refused('SESSION_ENDED');
        const refreshed = await uses.refreshSession(presented.token, askedBy(request));
        if (!refreshed.accepted) return refused(refreshed.rejection);
        return { status: 200, ...sessionParts(refreshed.tokens, presented.transport, cookies) };
      },
    }),
    route({
      ...takesToken,
      path: '/api/v1/auth/sign-out',
      operationId: 'signOut',
      summary: 'End the session',
      description: 'Access tokens of the session are worth nothing from the next request on.',
      answers: { 204: null },
      refusals: ['csrf'],
      handle: async (request) => {
        const presented = presentedToken(request.headers, request.body.refreshToken, cookies);
        if (presented === 'csrf') return refused('csrf');
        if (presented) await uses.signOut(presented.token, askedBy(request));
        return { status: 204, headers: clearedRefreshCookie(cookies) };
      },
    }),
  ];
}
