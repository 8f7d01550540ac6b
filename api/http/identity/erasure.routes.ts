import { z } from 'zod';
import type { ErasePerson } from '../../../application/identity/erasePerson.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import type { AccountRefusals } from './accountRefusals.js';
import { password } from './identity.schemas.js';
import { askedByUser, lockedOut } from './identityRequest.js';

/** Being erased. */
export const erasureRoutes = (
  uses: Readonly<{ erasePerson: ErasePerson; refusals: AccountRefusals; now: () => Date }>,
): readonly Route[] => [
  route({
    method: 'DELETE',
    path: '/api/v1/me',
    operationId: 'eraseMe',
    summary: 'Be erased',
    description:
      'Send your password, or a code of your second factor; who has neither signs in again and asks within ten minutes. You leave every organization, all your sessions end, and what was stored of you under your keys cannot be read any more. It cannot be undone.',
    tag: 'Identity',
    permission: 'signedIn',
    kind: 'command',
    openWhenRestricted: true,
    perIp: { requests: 20, seconds: 60 },
    body: z.strictObject({
      password: password.optional(),
      totp: z.string().max(20).optional(),
      recoveryCode: z.string().max(50).optional(),
    }),
    answers: { 202: null },
    refusals: ['PASSWORD_WRONG', 'PROOF_REQUIRED', 'SIGN_IN_LOCKED', 'LAST_OWNER_OF', 'STREAM_BUSY'],
    handle: async (request) => {
      const { userId, sessionId } = request.caller;
      const asked = { ...request.body, userId, sessionId, ip: request.ip };
      const answer = await uses.erasePerson(asked, askedByUser(request, userId));
      if (answer.accepted) return { status: 202, position: answer.position };
      if (answer.rejection === 'SIGN_IN_LOCKED') return lockedOut(answer.until, uses.now());
      if (answer.rejection === 'LAST_OWNER_OF') {
        const { organizationId, name } = answer;
        return refused('LAST_OWNER_OF', {
          detail: `You are the last owner of ${name}. Make somebody else its owner, or delete it, first.`,
          members: { organizationId, organizationName: name },
        });
      }
      if (answer.rejection === 'PASSWORD_WRONG') return uses.refusals.passwordWrong(userId);
      if (answer.rejection === 'PROOF_REQUIRED') return uses.refusals.proofRequired(sessionId);
      if (answer.rejection === 'CODE_INVALID')
        return uses.refusals.proofRequired(sessionId, { detail: 'The code is not right.' });
      return refused(answer.rejection);
    },
  }),
];
