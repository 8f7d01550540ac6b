import { z } from 'zod';
import type { SignedIn, SignIn } from '../../../application/identity/signIn.js';
import { refused } from '../problem.js';
import { type Route, route } from '../route.js';
import { emailAddress, password, sessionAnswer, tokenTransport } from './identity.schemas.js';
import { askedBy, lockedOut, originOf, sessionParts } from './identityRequest.js';
import type { CookieRules } from './refreshCookie.js';

const signInBody = z.strictObject({
  email: emailAddress,
  password,
  totp: z.string().max(16).optional().meta({ description: 'The code of your app, where a second factor is in force.' }),
  recoveryCode: z.string().max(64).optional().meta({ description: 'In place of it when the app is lost.' }),
  tokenTransport,
});

export const signInRefusals = [
  'SIGN_IN_FAILED',
  'SIGN_IN_LOCKED',
  'SECOND_FACTOR_REQUIRED',
  'CODE_INVALID',
  'STREAM_BUSY',
] as const;

/** What a refused sign-in is answered with. */
export function signInRefusal(refusal: Extract<SignedIn, { accepted: false }>, now: Date) {
  switch (refusal.rejection) {
    case 'SIGN_IN_LOCKED':
      return lockedOut(refusal.until, now);
    case 'SECOND_FACTOR_REQUIRED':
    case 'CODE_INVALID':
    case 'STREAM_BUSY':
      return refused(refusal.rejection);
    default:
      return refused('SIGN_IN_FAILED');
  }
}

export const signInRoutes = (signIn: SignIn, cookies: CookieRules): readonly Route[] => [
  route({
    method: 'POST',
    path: '/api/v1/auth/sign-in',
    operationId: 'signIn',
    summary: 'Begin a session',
    description:
      'An unknown address and a wrong password are answered alike. After ten failures in a quarter of an hour from one network, that network is refused for as long.',
    tag: 'Identity',
    permission: 'public',
    kind: 'command',
    perIp: { requests: 200, seconds: 60 },
    body: signInBody,
    answers: { 200: sessionAnswer },
    refusals: signInRefusals,
    handle: async (request) => {
      const { tokenTransport: transport, ...wish } = request.body;
      const signedIn = await signIn(wish, originOf(request), askedBy(request));
      if (!signedIn.accepted) return signInRefusal(signedIn, cookies.now());
      return { status: 200, ...sessionParts(signedIn.tokens, transport, cookies), position: signedIn.position };
    },
  }),
];
