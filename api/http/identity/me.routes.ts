import { z } from 'zod';
import type { ChangePassword } from '../../../application/identity/changePassword.js';
import type { People } from '../../../application/identity/people.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import type { AccountRefusals } from './accountRefusals.js';
import { password } from './identity.schemas.js';
import { askedByUser, lockedOut, unsuitable } from './identityRequest.js';

export const meAnswer = z
  .object({
    userId: z.string(),
    email: z.string(),
    name: z.string(),
    emailVerified: z.boolean(),
    locale: z.string().nullable(),
    timeZone: z.string().nullable(),
    secondFactor: z.boolean().meta({ description: 'Whether signing in takes a second factor.' }),
    organizationId: z.string().nullable().meta({ description: 'Which organization this session is for.' }),
    sessionId: z.string(),
  })
  .meta({ id: 'Me' });

/** The person who is signed in. */
export const meRoutes = (
  uses: Readonly<{ people: People; changePassword: ChangePassword; refusals: AccountRefusals; now: () => Date }>,
): readonly Route[] => [
  route({
    method: 'GET',
    path: '/api/v1/me',
    operationId: 'getMe',
    summary: 'Who you are',
    tag: 'Identity',
    permission: 'signedIn',
    kind: 'query',
    answers: { 200: meAnswer },
    refusals: ['not_found'],
    handle: async ({ caller: { userId, organizationId, sessionId } }) => {
      const user = await uses.people.byId(userId);
      if (user.status !== 'registered') return refused('not_found');
      const { email, name, emailVerified, locale, timeZone } = user;
      const secondFactor = user.secondFactor.status === 'inForce';
      const who = { userId, email, name, emailVerified, locale, timeZone, secondFactor };
      return { status: 200, body: { ...who, organizationId, sessionId } };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/me/password',
    operationId: 'changePassword',
    summary: 'Change your password',
    description: 'Links to set another password that are on their way are dead from then on.',
    tag: 'Identity',
    permission: 'signedIn',
    kind: 'command',
    openWhenRestricted: true,
    perIp: { requests: 60, seconds: 60 },
    body: z.strictObject({
      currentPassword: password,
      password,
      endOtherSessions: z.boolean().default(true).meta({ description: 'Whether all other sessions end.' }),
    }),
    answers: { 204: null },
    refusals: ['PASSWORD_UNSUITABLE', 'PASSWORD_WRONG', 'SIGN_IN_LOCKED', 'STREAM_BUSY'],
    handle: async (request) => {
      const { userId, sessionId } = request.caller;
      const change = { userId, sessionId, ip: request.ip, ...request.body };
      const changed = await uses.changePassword(change, askedByUser(request, userId));
      if (changed.accepted) return { status: 204, position: changed.position, revision: changed.revision };
      if (changed.rejection === 'PASSWORD_UNSUITABLE') return unsuitable(changed.flaw);
      if (changed.rejection === 'SIGN_IN_LOCKED') return lockedOut(changed.until, uses.now());
      if (changed.rejection === 'PASSWORD_WRONG') return uses.refusals.passwordWrong(userId);
      return refused(changed.rejection);
    },
  }),
];
