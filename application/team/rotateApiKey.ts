import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import type { SecretTokens } from '../ports/secretTokens.js';
import { mintApiKeySecret } from './mintApiKeySecret.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type RotateApiKey = (
  request: MemberRequest,
  rotation: Readonly<{ apiKeyId: string; graceHours: number }>,
) => Promise<Handled<OrganizationRejection> & Readonly<{ secret: string }>>;

const HOUR_MS = 3_600_000;

/** Gives an API key a new secret, the same for a repetition of the request. */
export const rotateApiKey = (
  handleCommand: HandleCommand,
  tokens: Pick<SecretTokens, 'mint'>,
  clock: Clock,
): RotateApiKey => {
  const put = organizationCommand(handleCommand, clock, 'RotateApiKey');
  return async (request, { apiKeyId, graceHours }) => {
    const end = new Date(clock.now().getTime() + graceHours * HOUR_MS).toISOString();
    const formerGoodUntil = graceHours > 0 ? end : null;
    const { secret, kept } = await mintApiKeySecret(tokens, request);
    return { ...(await put(request, { apiKeyId, formerGoodUntil, ...kept })), secret };
  };
};
