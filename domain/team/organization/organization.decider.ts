import { accept, type Decider, type Decision, reject } from '../../decider.js';
import { decideApiKey } from './decideApiKey.js';
import { decideDeletion } from './decideDeletion.js';
import { decideDomain } from './decideDomain.js';
import { decideForgetting } from './decideForgetting.js';
import { decideInvitation } from './decideInvitation.js';
import { decideMember } from './decideMember.js';
import { decideRole } from './decideRole.js';
import { endedInvitations } from './endedInvitations.js';
import { evolveOrganization } from './evolveOrganization.js';
import type { RenameMember } from './member.commands.js';
import type { CreateOrganization, OrganizationCommand, OrganizationRejection } from './organization.commands.js';
import type { OrganizationEvent } from './organization.events.js';
import { noOrganization, type Organization } from './organizationState.js';
import { holds } from './rights.js';

type Decided = Decision<OrganizationEvent, OrganizationRejection>;

/** An organization: who belongs to it and may do what there, decided on what is so at that moment. */
export const organizationDecider: Decider<Organization, OrganizationCommand, OrganizationEvent, OrganizationRejection> =
  {
    initialState: noOrganization,
    evolve: evolveOrganization,

    decide(command, state) {
      if (command.type === 'CreateOrganization') return create(command.data, state);
      if (state.organizationId === null) return reject('ORGANIZATION_UNKNOWN');
      const decision = decideOn(command, state);
      if (!decision.accepted || decision.events.length === 0) return decision;
      const after = decision.events.reduce(evolveOrganization, state);
      const asker = 'by' in command.data ? command.data.by : command.data.person.userId;
      return accept(...decision.events, ...endedInvitations(after, asker, command.now.getTime()));
    },
  };

function decideOn(command: Exclude<OrganizationCommand, CreateOrganization>, state: Organization): Decided {
  const now = command.now.getTime();
  switch (command.type) {
    case 'RenameOrganization': {
      const { organizationId, name, by } = command.data;
      if (!holds(state, by, 'organization:manage')) return reject('NOT_PERMITTED');
      if (name === state.name) return accept();
      return accept({ type: 'OrganizationRenamed', data: { organizationId, from: state.name, to: name, by } });
    }
    case 'ChangeMemberRole':
    case 'SuspendMember':
    case 'ReactivateMember':
    case 'RemoveMember':
    case 'TransferOwnership':
      return decideMember(command, state, now);
    case 'DeleteOrganization':
      return decideDeletion(command.data, state);
    case 'ForgetPerson':
      return decideForgetting(command, state);
    case 'RenameMember':
      return renameMember(command.data, state);
    case 'InviteMember':
    case 'ResendInvitation':
    case 'RevokeInvitation':
    case 'AcceptInvitation':
      return decideInvitation(command, state, now);
    case 'DefineRole':
    case 'ChangeRole':
    case 'DeleteRole':
      return decideRole(command, state);
    case 'AddDomain':
    case 'VerifyDomain':
    case 'ChangeDomainPolicy':
    case 'RemoveDomain':
    case 'JoinByDomain':
    case 'ApproveJoinRequest':
    case 'DeclineJoinRequest':
      return decideDomain(command, state, now);
    case 'CreateApiKey':
    case 'RotateApiKey':
    case 'RevokeApiKey':
      return decideApiKey(command, state);
  }
}

/** Who is no member (any more) is nobody whose name is kept here. */
function renameMember({ organizationId, by, name }: RenameMember['data'], state: Organization): Decided {
  const member = state.members[by];
  if (!member || member.name === name) return accept();
  return accept({ type: 'MemberRenamed', data: { organizationId, userId: by, name } });
}

function create({ organizationId, name, owner }: CreateOrganization['data'], state: Organization): Decided {
  if (state.organizationId !== null) return reject('ORGANIZATION_EXISTS');
  const { userId } = owner;
  return accept<OrganizationEvent>(
    { type: 'OrganizationCreated', data: { organizationId, name } },
    {
      type: 'MemberJoined',
      data: {
        organizationId,
        userId,
        name: owner.name,
        email: owner.email,
        role: 'owner',
        via: 'creation',
        invitationId: null,
        grantedBy: userId,
      },
    },
  );
}
