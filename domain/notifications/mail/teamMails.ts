import type { ApiKeyCreated, ApiKeyRotated } from '../../team/organization/apiKey.events.js';
import type { JoinRequestDeclined, JoinRequested } from '../../team/organization/domain.events.js';
import type { InvitationAccepted, InvitationResent, MemberInvited } from '../../team/organization/invitation.events.js';
import type {
  MemberJoined,
  MemberReactivated,
  MemberRemoved,
  MemberRoleChanged,
  MemberSuspended,
  OwnershipTransferred,
} from '../../team/organization/member.events.js';
import { type WrittenMail, writeMail } from './mailTemplates.js';

export type TeamMailedEvent =
  | MemberInvited
  | InvitationResent
  | InvitationAccepted
  | MemberJoined
  | JoinRequested
  | JoinRequestDeclined
  | MemberRoleChanged
  | MemberSuspended
  | MemberReactivated
  | MemberRemoved
  | OwnershipTransferred
  | ApiKeyCreated
  | ApiKeyRotated;

type Permission = ApiKeyCreated['data']['permissions'][number];

/** What is known of an invitation from the organization's stream; `by` is who answers for it now. */
export type KnownInvitation = Readonly<{ message: string | null; role: string; by: string }>;

/** What the organization's stream and its people's say about names. */
export type TeamFacts = Readonly<{
  organization: string;
  /** The name of a role; its id is the name where it is built in. */
  roleName: (role: string) => string;
  /** A person's name; somebody who is nobody's user, or erased, has none. */
  personName: (userId: string) => string;
  /** The invitation the event is about, where it is about one. */
  invitation: KnownInvitation | undefined;
  /** User ids of the members whom the event concerns by what they may do (`concerns`). */
  concerned: readonly string[];
  /** The API key the event is about, where it is about one, and who made it if they are still there. */
  apiKey: Readonly<{ name: string; madeBy: string | undefined }> | undefined;
  /** Whether this change of role is half of a transfer of ownership, of which mails of its own tell. */
  ofTransfer: boolean;
  /** What a permission allows, in words. */
  allows: (permission: Permission) => string;
  /** When it happened; ISO 8601, UTC. */
  at: string;
}>;

/** Events that concern everybody who holds a permission: who may answer, or has to know. */
export const concerns: Readonly<Partial<Record<TeamMailedEvent['type'], Permission>>> = {
  JoinRequested: 'team:invite',
  ApiKeyRotated: 'apiKeys:manage',
};

/** A mail to a member, or to the address an invitation is for. */
export type TeamMail = Readonly<{
  to: Readonly<{ userId: string }> | Readonly<{ invitationId: string }>;
  mail: WrittenMail;
}>;

const invite = (
  { organizationId, invitationId, generation, expiresAt, by }: InvitationResent['data'],
  { organization, personName, roleName, invitation }: TeamFacts,
): TeamMail[] => {
  if (!invitation) return [];
  const { message, role } = invitation;
  const terms = { organizationId, invitationId, message, generation, expiresAt };
  const parties = { organization, by: personName(by), role: roleName(role) };
  return [{ to: { invitationId }, mail: writeMail('team.invitation', { ...terms, ...parties }) }];
};

/** Every mail about an organization's people, by the event that causes it. */
export const teamMails: {
  readonly [T in TeamMailedEvent['type']]: (
    data: Extract<TeamMailedEvent, { type: T }>['data'],
    facts: TeamFacts,
  ) => readonly TeamMail[];
} = {
  MemberInvited: invite,
  InvitationResent: invite,
  InvitationAccepted: ({ userId }, { organization, personName, roleName, invitation }) => {
    if (!invitation) return [];
    const mail = writeMail('team.invitationAccepted', {
      organization,
      by: personName(userId),
      role: roleName(invitation.role),
    });
    return [{ to: { userId: invitation.by }, mail }];
  },
  MemberJoined: ({ userId, via, role, grantedBy }, { organization, personName, roleName }) => {
    // By an invitation, a domain or creation the person itself has just done it.
    if (via !== 'joinRequest') return [];
    const terms = { organization, by: personName(grantedBy), role: roleName(role) };
    return [{ to: { userId }, mail: writeMail('team.joinApproved', terms) }];
  },
  JoinRequested: ({ userId, domain }, { organization, personName, concerned }) => {
    const mail = writeMail('team.joinRequested', { organization, by: personName(userId), domain });
    return concerned.map((approver) => ({ to: { userId: approver }, mail }));
  },
  JoinRequestDeclined: ({ userId, by }, { organization, personName }) =>
    by === userId
      ? []
      : [{ to: { userId }, mail: writeMail('team.joinDeclined', { organization, by: personName(by) }) }],
  MemberRoleChanged: ({ userId, from, to, by }, { organization, personName, roleName, ofTransfer }) =>
    ofTransfer
      ? []
      : [
          {
            to: { userId },
            mail: writeMail('team.roleChanged', {
              organization,
              by: personName(by),
              from: roleName(from),
              to: roleName(to),
            }),
          },
        ],
  MemberSuspended: ({ userId, by }, { organization, personName }) => [
    { to: { userId }, mail: writeMail('team.memberSuspended', { organization, by: personName(by) }) },
  ],
  MemberReactivated: ({ userId, by }, { organization, personName }) => [
    { to: { userId }, mail: writeMail('team.memberReactivated', { organization, by: personName(by) }) },
  ],
  MemberRemoved: ({ userId, by }, { organization, personName }) =>
    by === userId
      ? []
      : [{ to: { userId }, mail: writeMail('team.memberRemoved', { organization, by: personName(by) }) }],
  ApiKeyCreated: ({ name, permissions, expiresAt, by }, { organization, personName, allows, at }) => {
    const key = { name, may: permissions.map(allows), at, expiresAt };
    const mail = writeMail('team.apiKeyCreated', { organization, by: personName(by), ...key });
    return [{ to: { userId: by }, mail }];
  },
  ApiKeyRotated: ({ formerGoodUntil, by }, { organization, personName, apiKey, concerned, at }) => {
    if (!apiKey) return [];
    const { name, madeBy } = apiKey;
    const mail = writeMail('team.apiKeyRotated', { organization, by: personName(by), name, at, formerGoodUntil });
    return [...new Set([madeBy ?? by, ...concerned])].map((userId) => ({ to: { userId }, mail }));
  },
  OwnershipTransferred: ({ from, to, by }, { organization, personName }) => [
    {
      to: { userId: from },
      mail: writeMail('team.ownershipGiven', { organization, by: personName(by), to: personName(to) }),
    },
    { to: { userId: to }, mail: writeMail('team.ownershipTaken', { organization, by: personName(by) }) },
  ],
};
