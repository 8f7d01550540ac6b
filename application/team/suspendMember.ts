import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type SuspendMember = (request: MemberRequest, userId: string) => Promise<Handled<OrganizationRejection>>;

/** Keeps a member out until reactivated; their seat is free meanwhile. */
export const suspendMember = (handleCommand: HandleCommand, clock: Clock): SuspendMember => {
  const put = organizationCommand(handleCommand, clock, 'SuspendMember');
  return (request, userId) => put(request, { userId });
};
