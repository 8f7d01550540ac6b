import type { OrganizationRejection } from '../../domain/team/organization/organization.commands.js';
import type { HandleCommand, Handled } from '../handleCommand.js';
import type { Clock } from '../ports/clock.js';
import { type MemberRequest, organizationCommand } from './organizationCommand.js';

export type DeclineJoinRequest = (request: MemberRequest, requestId: string) => Promise<Handled<OrganizationRejection>>;

/** Answers no to who asked to join. */
export const declineJoinRequest = (handleCommand: HandleCommand, clock: Clock): DeclineJoinRequest => {
  const put = organizationCommand(handleCommand, clock, 'DeclineJoinRequest');
  return (request, requestId) => put(request, { requestId });
};
