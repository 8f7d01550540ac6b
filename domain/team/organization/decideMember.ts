import { accept, type Decision, reject } from '../../decider.js';
import type { MemberCommand, TransferOwnership } from './member.commands.js';
import type { OrganizationRejection } from './organization.commands.js';
import type { OrganizationEvent } from './organization.events.js';
import type { Member, Organization } from './organizationState.js';
import { activeMember, coversRole, holds, isLastOwner, permissionsOfRole } from './rights.js';
import { hasFreeSeat } from './seats.js';

type Decided = Decision<OrganizationEvent, OrganizationRejection>;
type OneMemberCommand = Exclude<MemberCommand, TransferOwnership>;

/** Members: their roles, suspension, removal, and whose the organization is. `now` in milliseconds since 1970. */
export function decideMember(command: MemberCommand, state: Organization, now: number): Decided {
  if (command.type === 'TransferOwnership') return transfer(command.data, state);
  const { by, userId } = command.data;
  const isLeaving = command.type === 'RemoveMember' && by === userId;
  if (!isLeaving && !holds(state, by, 'team:manage')) return reject('NOT_PERMITTED');
  const member = state.members[userId];
  if (!member) return reject('MEMBER_UNKNOWN');
  const keepsOwner =
    command.type === 'ReactivateMember' || (command.type === 'ChangeMemberRole' && command.data.role === 'owner');
  if (!keepsOwner && isLastOwner(state, userId)) return reject('LAST_OWNER');
  if (!isLeaving && by !== userId && !coversRole(state, by, member.role)) return reject('MEMBER_EXCEEDS_OWN');
  return decideOne(command, member, state, now);
}

function decideOne(command: OneMemberCommand, member: Member, state: Organization, now: number): Decided {
  const { organizationId, userId, by } = command.data;
  const data = { organizationId, userId, by };
  switch (command.type) {
    case 'ChangeMemberRole': {
      const { role } = command.data;
      if (!permissionsOfRole(state, role)) return reject('ROLE_UNKNOWN');
      if (role === member.role) return accept();
      if (by === userId) return reject('OWN_ROLE');
      if (!coversRole(state, by, role)) return reject('ROLE_EXCEEDS_OWN');
      return accept({
        type: 'MemberRoleChanged',
        data: { organizationId, userId, from: member.role, to: role, by },
      });
    }
    case 'SuspendMember':
      if (by === userId) return reject('OWN_MEMBERSHIP');
      return member.suspended ? accept() : accept({ type: 'MemberSuspended', data });
    case 'ReactivateMember':
      if (!member.suspended) return accept();
      if (!hasFreeSeat(state, command.data.seats, now)) return reject('SEATS_EXHAUSTED');
      return accept({ type: 'MemberReactivated', data });
    case 'RemoveMember':
      return accept({ type: 'MemberRemoved', data });
  }
}

function transfer({ organizationId, by, to }: TransferOwnership['data'], state: Organization): Decided {
  if (activeMember(state, by)?.role !== 'owner') return reject('NOT_PERMITTED');
  if (by === to) return reject('OWN_ROLE');
  const successor = state.members[to];
  if (!successor) return reject('MEMBER_UNKNOWN');
  if (successor.suspended) return reject('MEMBER_SUSPENDED');
  const raised: OrganizationEvent[] =
    successor.role === 'owner'
      ? []
      : [
          {
            type: 'MemberRoleChanged',
            data: { organizationId, userId: to, from: successor.role, to: 'owner', by },
          },
        ];
  return accept<OrganizationEvent>(
    ...raised,
    { type: 'MemberRoleChanged', data: { organizationId, userId: by, from: 'owner', to: 'admin', by } },
    { type: 'OwnershipTransferred', data: { organizationId, from: by, to, by } },
  );
}
