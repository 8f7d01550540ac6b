import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import { verifiedDomainStream } from '../../domain/team/streams.js';
import { verifiedDomainDecider } from '../../domain/team/verifiedDomain/verifiedDomain.decider.js';
import { derivedId } from '../derivedIds.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type RemoveDomain = (request: MemberRequest, domain: string) => Promise<Handled<OrganizationRejection>>;

/** Takes a domain off the organization's list: nobody joins by it any more, and another organization may prove it. */
export const removeDomain = (handleCommand: HandleCommand, clock: Clock): RemoveDomain => {
  const put = organizationCommand(handleCommand, clock, 'RemoveDomain');
  return async (request, domain) => {
    const { organizationId, context } = request;
    const removed = await put(request, { domain });
    if (!removed.accepted) return removed;
    await handleCommand(
      verifiedDomainStream(domain),
      verifiedDomainDecider,
      { type: 'ReleaseDomain', data: { domain, organizationId }, now: clock.now() },
      { ...context, commandId: derivedId(context.commandId, 'ReleaseDomain') },
    );
    return removed;
  };
};
