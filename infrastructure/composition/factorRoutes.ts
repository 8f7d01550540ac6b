import type { Container } from 'inversify';
import { accountRefusals } from '../../api/http/identity/accountRefusals.js';
import { myOrganizationRoutes } from '../../api/http/identity/myOrganizations.routes.js';
import { profileRoutes } from '../../api/http/identity/profile.routes.js';
import { totpRoutes } from '../../api/http/identity/totp.routes.js';
import type { Route } from '../../api/http/route.js';
import { decidingEvents } from '../../application/identity/decidingEvents.js';
import { TOKENS } from './tokens.js';

/** What a person sets up for itself: its second factor, its profile, the organization it works in. */
export function factorRoutes(container: Container): readonly Route[] {
  const factors = container.get(TOKENS.factors);
  const { people } = container.get(TOKENS.identity);
  const clock = container.get(TOKENS.clock);
  const refusals = accountRefusals(decidingEvents(container.get(TOKENS.streamFolds)));
  const createOrganization = container.get(TOKENS.createOrganization);
  const { accessOf } = container.get(TOKENS.callers);
  return [
    ...totpRoutes({ ...factors, refusals, now: () => clock.now() }),
    ...profileRoutes(factors.changeProfile),
    ...myOrganizationRoutes({ ...factors, people, createOrganization, accessOf }),
  ];
}
