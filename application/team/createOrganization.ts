import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import { organizationDecider } from '../../domain/team/organization/organization.decider.js';
import { organizationStream } from '../../domain/team/streams.js';
import type { CommandContext } from '../commandContext.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';

export type NewOrganization = Readonly<{
  organizationId: string;
  name: string;
  owner: Readonly<{ userId: string; name: string; email: string }>;
}>;

export type CreateOrganization = (
  organization: NewOrganization,
  context: CommandContext,
) => Promise<Handled<OrganizationRejection>>;

/** An organization and its first owner. */
export const createOrganization =
  (handleCommand: HandleCommand, clock: Clock): CreateOrganization =>
  ({ organizationId, name, owner: { userId, name: ownersName, email } }, context) =>
    handleCommand(
      organizationStream(organizationId),
      organizationDecider,
      {
        type: 'CreateOrganization',
        data: { organizationId, name, owner: { userId, name: ownersName, email } },
        now: clock.now(),
      },
      { ...context, organizationId },
      { likelyNew: true },
    );
