import type { Container } from 'inversify';
import { accountRefusals } from '../../api/http/identity/accountRefusals.js';
import { erasureRoutes } from '../../api/http/identity/erasure.routes.js';
import { meRoutes } from '../../api/http/identity/me.routes.js';
import { mySessionRoutes } from '../../api/http/identity/mySessions.routes.js';
import { passwordResetRoutes } from '../../api/http/identity/passwordReset.routes.js';
import { sessionRoutes } from '../../api/http/identity/session.routes.js';
import { signInRoutes } from '../../api/http/identity/signIn.routes.js';
import { signUpRoutes } from '../../api/http/identity/signUp.routes.js';
import { verificationRoutes } from '../../api/http/identity/verification.routes.js';
import type { Route } from '../../api/http/route.js';
import { decidingEvents } from '../../application/identity/decidingEvents.js';
import { prohibitions } from './teamRefusals.js';
import { TOKENS } from './tokens.js';

/** Signing up and in, and what belongs to the person who is. */
export function identityRoutes(container: Container): readonly Route[] {
  const identity = container.get(TOKENS.identity);
  const { PUBLIC_URL, CORS_ORIGINS } = container.get(TOKENS.environment);
  const clock = container.get(TOKENS.clock);
  const now = () => clock.now();
  const cookies = {
    secure: PUBLIC_URL.startsWith('https:'),
    origins: [new URL(PUBLIC_URL).origin, ...CORS_ORIGINS],
    now,
  };
  const refusals = accountRefusals(decidingEvents(container.get(TOKENS.streamFolds)));
  const prohibitionOf = prohibitions(container);
  const tokens = container.get(TOKENS.secretTokens);
  const whoseInvitation = async (token: string) => {
    const [organizationId = '', invitationId = ''] = (await tokens.read('invitation', token))?.ids ?? [];
    return prohibitionOf('EMAIL_MISMATCH', { organizationId, invitationId, by: '' });
  };
  return [
    ...signUpRoutes(identity.signUp, whoseInvitation, cookies),
    ...signInRoutes(identity.signIn, cookies),
    ...sessionRoutes(identity, cookies),
    ...verificationRoutes(identity),
    ...passwordResetRoutes(identity),
    ...meRoutes({ ...identity, refusals, now }),
    ...erasureRoutes({ erasePerson: container.get(TOKENS.erasePerson), refusals, now }),
    ...mySessionRoutes(identity),
  ];
}
