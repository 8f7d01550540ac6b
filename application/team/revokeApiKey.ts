import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type RevokeApiKey = (request: MemberRequest, apiKeyId: string) => Promise<Handled<OrganizationRejection>>;

/** Ends an API key, with all its secrets, for good. */
export const revokeApiKey = (handleCommand: HandleCommand, clock: Clock): RevokeApiKey => {
  const put = organizationCommand(handleCommand, clock, 'RevokeApiKey');
  return (request, apiKeyId) => put(request, { apiKeyId });
};
