import { z } from 'zod';
import type { RequestPasswordReset } from '../../../application/identity/requestPasswordReset.js';
import type { ResetPassword } from '../../../application/identity/resetPassword.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { accepted, acceptedMail, bearerToken, emailAddress, password } from './identity.schemas.js';
import { askedBy, unsuitable } from './identityRequest.js';
import { notBefore } from './notBefore.js';

/** More than recording a request takes: whether there was anything to record does not show. */
const ANSWERED_AFTER_MS = 200;

/** Setting another password by a link in a mail. */
export const passwordResetRoutes = (
  uses: Readonly<{ requestPasswordReset: RequestPasswordReset; resetPassword: ResetPassword }>,
): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/v1/auth/password-reset',
    operationId: 'requestPasswordReset',
    summary: 'Send a link to set another password',
    description:
      'Answered the same whether there is an account or not. The link is good for an hour, once; a newer one kills the older. At most five mails an hour leave.',
    tag: 'Identity',
    permission: 'public',
    kind: 'command',
    perIp: { requests: 60, seconds: 60 },
    body: z.strictObject({ email: emailAddress }),
    answers: { 202: acceptedMail },
    handle: async (request) => {
      await notBefore(ANSWERED_AFTER_MS, () => uses.requestPasswordReset(request.body.email, askedBy(request)));
      return { status: 202, body: accepted };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/password-reset/confirm',
    operationId: 'resetPassword',
    summary: 'Set another password with the token of the mail',
    description: 'Every session of the account ends. A second factor is still asked for at the next sign-in.',
    tag: 'Identity',
    permission: 'public',
    kind: 'command',
    perIp: { requests: 60, seconds: 60 },
    body: z.strictObject({ token: bearerToken, password }),
    answers: { 204: null },
    refusals: ['PASSWORD_UNSUITABLE', 'TOKEN_UNKNOWN', 'TOKEN_GONE', 'STREAM_BUSY'],
    handle: async (request) => {
      const { token, password: wanted } = request.body;
      const set = await uses.resetPassword({ token, password: wanted }, askedBy(request));
      if (set.accepted) return { status: 204, position: set.position };
      return set.rejection === 'PASSWORD_UNSUITABLE' ? unsuitable(set.flaw) : refused(set.rejection);
    },
  }),
];
