import { z } from 'zod';
import type { ListSessions } from '../../../application/identity/listSessions.js';
import type { RevokeSessions } from '../../../application/identity/revokeSessions.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { askedByUser } from './identityRequest.js';

const listedSession = z
  .object({
    sessionId: z.string(),
    current: z.boolean().meta({ description: 'Whether it is the one you ask from.' }),
    organizationId: z.string().nullable(),
    method: z.string().meta({ description: 'How it was begun.' }),
    ip: z.string(),
    userAgent: z.string(),
    startedAt: z.iso.datetime(),
    lastRefreshedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: 'Session' });

const ends = { tag: 'Identity', permission: 'signedIn', kind: 'command', openWhenRestricted: true } as const;

/** Where a person is signed in. */
export const mySessionRoutes = (
  uses: Readonly<{ listSessions: ListSessions; revokeSessions: RevokeSessions }>,
): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/me/sessions',
    operationId: 'listSessions',
    summary: 'Where you are signed in',
    description: 'Always as new as the log: what ended a moment ago is not listed.',
    tag: 'Identity',
    permission: 'signedIn',
    kind: 'query',
    answers: { 200: z.object({ data: z.array(listedSession), nextCursor: z.null() }) },
    handle: async ({ caller: { userId, sessionId: own } }) => {
      const sessions = await uses.listSessions(userId, own);
      const data = sessions.map(({ status: _, generation: __, userId: ___, refreshedAt, ...session }) => ({
        ...session,
        current: session.sessionId === own,
        lastRefreshedAt: refreshedAt,
      }));
      return { status: 200, body: { data, nextCursor: null } };
    },
  }),
  route({
    ...ends,
    method: 'DELETE',
    path: '/api/v1/me/sessions',
    operationId: 'endOtherSessions',
    summary: 'Sign out everywhere but here',
    answers: { 200: z.object({ ended: z.int().nonnegative() }) },
    refusals: ['not_found'],
    handle: async (request) => {
      const { userId, sessionId: ownSessionId } = request.caller;
      const which = { userId, ownSessionId, sessionId: 'others' };
      const revoked = await uses.revokeSessions(which, askedByUser(request, userId));
      if (!revoked.accepted) return refused('not_found');
      return { status: 200, body: { ended: revoked.count }, position: revoked.position };
    },
  }),
  route({
    ...ends,
    method: 'DELETE',
    path: '/api/v1/me/sessions/:sessionId',
    operationId: 'endSession',
    summary: 'End one of your sessions',
    description: 'Its access tokens are worth nothing from the next request on.',
    params: z.object({ sessionId: z.uuid() }),
    answers: { 204: null },
    refusals: ['not_found'],
    handle: async (request) => {
      const { userId, sessionId: ownSessionId } = request.caller;
      const which = { userId, ownSessionId, sessionId: request.params.sessionId };
      const revoked = await uses.revokeSessions(which, askedByUser(request, userId));
      return revoked.accepted ? { status: 204, position: revoked.position } : refused('not_found');
    },
  }),
];
