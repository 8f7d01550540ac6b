import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type TransferOwnership = (request: MemberRequest, to: string) => Promise<Handled<OrganizationRejection>>;

/** Makes another member an owner in place of who asks, who becomes an admin. */
export const transferOwnership = (handleCommand: HandleCommand, clock: Clock): TransferOwnership => {
  const put = organizationCommand(handleCommand, clock, 'TransferOwnership');
  return (request, to) => put(request, { to });
};
