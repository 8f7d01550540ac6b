import { refused } from '../problem.js';
import type { Route } from '../route.js';

/** What the product does itself only while no outside identity provider does it. */
const builtIn: ReadonlySet<string> = new Set([
  'signUp',
  'signIn',
  'refreshSession',
  'signOut',
  'verifyEmail',
  'resendVerification',
  'requestPasswordReset',
  'resetPassword',
  'changePassword',
  'enrolTotp',
  'confirmTotp',
  'replaceRecoveryCodes',
  'removeTotp',
]);

/** The routes with those refused, whoever asks and whatever is sent, that an outside identity provider stands in for. @throws Error when one of them is not there */
export function turnedOff(routes: readonly Route[]): readonly Route[] {
  const known = new Set(routes.map(({ operationId }) => operationId));
  const missing = [...builtIn].filter((operationId) => !known.has(operationId));
  if (missing.length > 0) throw new Error(`there is no route ${missing.join(', ')} to turn off`);
  return routes.map((route) =>
    builtIn.has(route.operationId)
      ? {
          ...route,
          permission: 'public',
          body: 'raw',
          answers: { 204: null },
          refusals: ['identity_provider_in_use'],
          handle: async () => refused('identity_provider_in_use'),
        }
      : route,
  );
}
