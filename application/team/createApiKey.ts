import type { ApiKeyPermission } from '../../domain/team/apiKeyPermissions.js';
import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import { mintApiKeySecret } from './mintApiKeySecret.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

type ApiKeyTerms = Readonly<{ name: string; permissions: readonly ApiKeyPermission[]; expiresAt: string | null }>;

export type CreateApiKey = (
  request: MemberRequest,
  terms: ApiKeyTerms,
) => Promise<Handled<OrganizationRejection> & Readonly<{ apiKeyId: string; secret: string }>>;

/** Makes an API key of the organization; id and secret are the same for a repetition of the request. */
export const createApiKey = (
  handleCommand: HandleCommand,
  tokens: Pick<SecretTokens, 'mint'>,
  clock: Clock,
): CreateApiKey => {
  const put = organizationCommand(handleCommand, clock, 'CreateApiKey');
  return async (request, terms) => {
    const apiKeyId = derivedId(request.context.commandId, 'apiKey');
    const { secret, kept } = await mintApiKeySecret(tokens, request);
    return { ...(await put(request, { apiKeyId, ...terms, ...kept })), apiKeyId, secret };
  };
};
