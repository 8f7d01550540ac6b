import { z } from 'zod';
import type { RequestEmailVerification } from '../../../application/identity/requestEmailVerification.js';
import type { VerifyEmail } from '../../../application/identity/verifyEmail.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { accepted, acceptedMail, bearerToken } from './identity.schemas.js';
import { askedBy, askedByUser } from './identityRequest.js';

/** Proving that an address is one's own. */
export const verificationRoutes = (
  uses: Readonly<{ verifyEmail: VerifyEmail; requestEmailVerification: RequestEmailVerification }>,
): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/v1/auth/verify-email',
    operationId: 'verifyEmail',
    summary: 'Prove an address with the token of the mail',
    tag: 'Identity',
    permission: 'public',
    kind: 'command',
    perIp: { requests: 60, seconds: 60 },
    body: z.strictObject({ token: bearerToken }),
    answers: { 200: z.object({ userId: z.string(), emailVerified: z.literal(true) }) },
    refusals: ['TOKEN_UNKNOWN', 'TOKEN_GONE', 'STREAM_BUSY'],
    handle: async (request) => {
      const proven = await uses.verifyEmail(request.body.token, askedBy(request));
      if (!proven.accepted) return refused(proven.rejection);
      const { userId, position } = proven;
      return { status: 200, body: { userId, emailVerified: true as const }, position };
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/auth/verify-email/resend',
    operationId: 'resendVerification',
    summary: 'Send the link that proves your address again',
    description: 'The link before is dead from then on. At most five mails an hour leave.',
    tag: 'Identity',
    permission: 'signedIn',
    kind: 'command',
    openWhenRestricted: true,
    answers: { 202: acceptedMail },
    refusals: ['STREAM_BUSY'],
    handle: async (request) => {
      const { userId } = request.caller;
      const handled = await uses.requestEmailVerification(userId, askedByUser(request, userId));
      if (!handled.accepted && handled.rejection === 'STREAM_BUSY') return refused('STREAM_BUSY');
      return { status: 202, body: accepted };
    },
  }),
];
