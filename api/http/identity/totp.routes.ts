import { z } from 'zod';
import type { ConfirmTotp } from '../../../application/identity/confirmTotp.js';
import type { EnrolTotp } from '../../../application/identity/enrolTotp.js';
import type { RemoveTotp } from '../../../application/identity/removeTotp.js';
import type { ReplaceRecoveryCodes } from '../../../application/identity/replaceRecoveryCodes.js';
import type { Tried } from '../../../application/identity/tryCode.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import type { AccountRefusals } from './accountRefusals.js';
import { password } from './identity.schemas.js';
import { askedByUser, lockedOut } from './identityRequest.js';

type Uses = Readonly<{
  enrolTotp: EnrolTotp;
  confirmTotp: ConfirmTotp;
  replaceRecoveryCodes: ReplaceRecoveryCodes;
  removeTotp: RemoveTotp;
  refusals: AccountRefusals;
  now: () => Date;
}>;

const totp = z.string().max(16).meta({ description: 'The code that the app shows.', example: '492039' });
const recoveryCode = z.string().max(64).meta({ description: 'In place of a code of the app. Good once.' });
const recoveryCodes = z.object({
  recoveryCodes: z.array(z.string()).meta({
    description: 'Ten codes that stand in for the app, each once. Shown this once: we keep only their hashes.',
  }),
});

const refusals = [
  'PASSWORD_WRONG',
  'CODE_INVALID',
  'SIGN_IN_LOCKED',
  'TOTP_NOT_ENROLLED',
  'TOTP_IN_FORCE',
  'TOTP_NOT_IN_FORCE',
  'STREAM_BUSY',
] as const;

/** What a refused change of the second factor is answered with. */
async function refusal(tried: Extract<Tried, { accepted: false }>, userId: string, uses: Uses) {
  switch (tried.rejection) {
    case 'SIGN_IN_LOCKED':
      return lockedOut('until' in tried ? tried.until : undefined, uses.now());
    case 'TOTP_NOT_ENROLLED':
    case 'TOTP_IN_FORCE':
    case 'TOTP_NOT_IN_FORCE':
    case 'STREAM_BUSY':
      return refused(tried.rejection);
    case 'SIGN_IN_FAILED':
      return uses.refusals.passwordWrong(userId);
    default:
      return refused('CODE_INVALID');
  }
}

/** The second factor of the person who is signed in. */
export function totpRoutes(uses: Uses): readonly Route[] {
  const ofTotp = {
    method: 'POST',
    tag: 'Identity',
    permission: 'signedIn',
    kind: 'command',
    openWhenRestricted: true,
    perIp: { requests: 60, seconds: 60 },
    refusals,
  } as const;
  return [
    route({
      ...ofTotp,
      path: '/api/v1/me/totp',
      operationId: 'enrolTotp',
      summary: 'Begin a second factor',
      description:
        'Gives a secret for an authenticator app (RFC 6238). It is not asked for before a code has confirmed it.',
      body: z.strictObject({ password }),
      answers: {
        201: z.object({
          secret: z.string().meta({ description: 'For typing into the app, in base32.' }),
          uri: z.string().meta({ description: 'For a QR code.' }),
        }),
      },
      answerHoldsSecret: true,
      handle: async (request) => {
        const { userId } = request.caller;
        const enrolment = { userId, ip: request.ip, password: request.body.password };
        const enrolled = await uses.enrolTotp(enrolment, askedByUser(request, userId));
        if (!enrolled.accepted) return refusal(enrolled, userId, uses);
        const { secret, uri, position, revision } = enrolled;
        return { status: 201, body: { secret, uri }, position, revision };
      },
    }),
    route({
      ...ofTotp,
      path: '/api/v1/me/totp/confirm',
      operationId: 'confirmTotp',
      summary: 'Put the second factor in force',
      description: 'Takes a code of the app. Ends all your other sessions.',
      body: z.strictObject({ totp }),
      answers: { 200: recoveryCodes },
      answerHoldsSecret: true,
      handle: async (request) => {
        const { userId, sessionId } = request.caller;
        const confirmation = { userId, sessionId, ip: request.ip, totp: request.body.totp };
        const confirmed = await uses.confirmTotp(confirmation, askedByUser(request, userId));
        if (!confirmed.accepted) return refusal(confirmed, userId, uses);
        const { recoveryCodes: codes, position, revision } = confirmed;
        return { status: 200, body: { recoveryCodes: [...codes] }, position, revision };
      },
    }),
    route({
      ...ofTotp,
      path: '/api/v1/me/totp/recovery-codes',
      operationId: 'replaceRecoveryCodes',
      summary: 'Get new recovery codes',
      description: 'Takes a code of the app. The earlier codes are good no more.',
      body: z.strictObject({ totp }),
      answers: { 200: recoveryCodes },
      answerHoldsSecret: true,
      handle: async (request) => {
        const { userId } = request.caller;
        const replacement = { userId, ip: request.ip, totp: request.body.totp };
        const replaced = await uses.replaceRecoveryCodes(replacement, askedByUser(request, userId));
        if (!replaced.accepted) return refusal(replaced, userId, uses);
        const { recoveryCodes: codes, position, revision } = replaced;
        return { status: 200, body: { recoveryCodes: [...codes] }, position, revision };
      },
    }),
    route({
      ...ofTotp,
      method: 'DELETE',
      path: '/api/v1/me/totp',
      operationId: 'removeTotp',
      summary: 'Remove the second factor',
      description: 'Takes your password, and a code of the app or a recovery code. Ends all your other sessions.',
      body: z.strictObject({ password, totp: totp.optional(), recoveryCode: recoveryCode.optional() }),
      answers: { 204: null },
      refusals: [...refusals, 'SECOND_FACTOR_REQUIRED'],
      handle: async (request) => {
        const { userId, sessionId } = request.caller;
        const { password: given, ...shown } = request.body;
        const removal = { userId, sessionId, ip: request.ip, password: given, shown };
        const removed = await uses.removeTotp(removal, askedByUser(request, userId));
        if (removed.accepted) return { status: 204, position: removed.position, revision: removed.revision };
        if (removed.rejection === 'SECOND_FACTOR_REQUIRED') return refused('SECOND_FACTOR_REQUIRED');
        return refusal(removed, userId, uses);
      },
    }),
  ];
}
