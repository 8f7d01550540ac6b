import { z } from 'zod';
import type { SignUp } from '../../../application/identity/signUp.js';
import type { Prohibition } from '../../../domain/team/access/refusedByRule.js';
import { decidedBy } from '../decidedBy.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { bearerToken, emailAddress, password, personName, sessionAnswer, tokenTransport } from './identity.schemas.js';
import { askedBy, originOf, sessionParts, unsuitable } from './identityRequest.js';
import type { CookieRules } from './refreshCookie.js';

const signUpBody = z.strictObject({
  email: emailAddress,
  password,
  name: personName,
  organizationName: personName.optional().meta({ example: 'Northwind Robotics' }),
  invitationToken: bearerToken
    .optional()
    .meta({ description: 'Joins the organization of an invitation in place of creating one.' }),
  tokenTransport,
});
const signUpAnswer = sessionAnswer.extend({ emailVerified: z.boolean() }).meta({ id: 'SignedUp' });

/** @param whoseInvitation what decides that an invitation is for somebody else's address, by its token */
export const signUpRoutes = (
  signUp: SignUp,
  whoseInvitation: (token: string) => Promise<Prohibition | undefined>,
  cookies: CookieRules,
): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/v1/auth/sign-up',
    operationId: 'signUp',
    summary: 'Create an account, and an organization or a membership with it',
    description:
      'Repeated with the same Idempotency-Key and body it goes on where it stopped and answers the same. A mail with a link that proves the address leaves at once, unless an invitation proved it.',
    tag: 'Identity',
    permission: 'public',
    kind: 'command',
    perIp: { requests: 200, seconds: 60 },
    body: signUpBody,
    answers: { 201: signUpAnswer },
    refusals: [
      'EMAIL_INVALID',
      'EMAIL_TAKEN',
      'PASSWORD_UNSUITABLE',
      'EMAIL_MISMATCH',
      'INVITATION_GONE',
      'SEATS_EXHAUSTED',
      'SESSION_ENDED',
      'STREAM_BUSY',
      'not_found',
    ],
    handle: async (request) => {
      const { tokenTransport: transport, ...wish } = request.body;
      const signedUp = await signUp(wish, originOf(request), askedBy(request));
      if (!signedUp.accepted) {
        if (signedUp.rejection === 'PASSWORD_UNSUITABLE') return unsuitable(signedUp.flaw);
        if (signedUp.rejection === 'EMAIL_MISMATCH') {
          const prohibition = await whoseInvitation(wish.invitationToken ?? '');
          return refused('EMAIL_MISMATCH', prohibition ? { members: decidedBy(prohibition) } : {});
        }
        return refused(signedUp.rejection === 'INVITATION_UNKNOWN' ? 'not_found' : signedUp.rejection);
      }
      const { tokens, emailVerified, position } = signedUp;
      const { body, headers } = sessionParts(tokens, transport, cookies);
      return { status: 201, body: { ...body, emailVerified }, headers, position };
    },
  }),
];
