import type { Container } from 'inversify';
import type { Route } from '../../api/http/route.js';
import { apiKeyRoutes as managingApiKeys } from '../../api/http/team/apiKey.routes.js';
import { createApiKey } from '../../application/team/createApiKey.js';
import { revokeApiKey } from '../../application/team/revokeApiKey.js';
import { rotateApiKey } from '../../application/team/rotateApiKey.js';
import { teamRefusals } from './teamRefusals.js';
import { TOKENS } from './tokens.js';

/** The routes of API keys. */
export function apiKeyRoutes(container: Container): readonly Route[] {
  const clock = container.get(TOKENS.clock);
  const tokens = container.get(TOKENS.secretTokens);
  const { handleCommand } = container.get(TOKENS.commandHandling);
  return managingApiKeys(container.get(TOKENS.queries), {
    clock,
    organizationNow: container.get(TOKENS.organizationNow),
    namesOf: container.get(TOKENS.namesOf),
    apiKeyUses: container.get(TOKENS.apiKeyUses),
    teamRefusal: teamRefusals(container),
    createApiKey: createApiKey(handleCommand, tokens, clock),
    rotateApiKey: rotateApiKey(handleCommand, tokens, clock),
    revokeApiKey: revokeApiKey(handleCommand, clock),
  });
}
