import { writtenTime } from '../../writtenDay.js';
import type { OrganizationEvent } from '../organization/organization.events.js';
import { permissionDescriptions } from '../permissionDescriptions.js';
import type { Permission } from '../permissions.js';
import type { VerifiedDomainEvent } from '../verifiedDomain/verifiedDomain.events.js';
import {
  apiKey,
  bookkeeping,
  change,
  changing,
  does,
  happened,
  invitation,
  person,
  role,
  type Telling,
} from './told.js';

type TeamEvent = OrganizationEvent | VerifiedDomainEvent;
type Sentences = {
  readonly [T in TeamEvent['type']]: Telling<Extract<TeamEvent, { type: T }>['data']>;
};

const joined = {
  creation: 'as its creator',
  invitation: 'by an invitation',
  domain: 'through its e-mail domain',
  joinRequest: 'on request',
} as const;
const ended = {
  revoked: '',
  inviterLostRight: ', since its inviter may not invite any more',
  roleDeleted: ', since its role was deleted',
  joinedOtherwise: ', since its address joined otherwise',
} as const;
const policies = {
  closed: 'may not join by themselves',
  request: 'may ask to join',
  join: 'may join at once',
} as const;

const list = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));

/** What the permissions allow, within a sentence. */
const allowed = (permissions: readonly Permission[]): string =>
  permissions
    .map((permission) => permissionDescriptions[permission])
    .map((text) => text.charAt(0).toLowerCase() + text.slice(1))
    .join('; ');

/** What is told of an organization, its people, roles and domains. */
export const teamSentences: Sentences = {
  OrganizationCreated: ({ name }) => does`created the organization ${name}`,
  OrganizationRenamed: ({ from, to }) =>
    changing(does`renamed the organization from ${from} to ${to}`, change('name', from, to)),
  OrganizationDeleted: () => does`deleted the organization`,

  MemberJoined: ({ userId, role: as, via }) =>
    changing(
      happened`${person(userId)} joined ${joined[via]} with the role ${role(as)}`,
      change('role', null, role(as)),
    ),
  MemberRenamed: ({ userId }) => happened`${person(userId)} goes by another name now`,
  MemberRoleChanged: ({ userId, from, to }) =>
    changing(
      does`changed ${person(userId)}'s role from ${role(from)} to ${role(to)}`,
      change('role', role(from), role(to)),
    ),
  MemberSuspended: ({ userId }) => changing(does`suspended ${person(userId)}`, change('status', 'active', 'suspended')),
  MemberReactivated: ({ userId }) =>
    changing(does`reactivated ${person(userId)}`, change('status', 'suspended', 'active')),
  MemberRemoved: ({ userId, by }) =>
    changing(
      userId === by ? happened`${person(userId)} left the organization` : does`removed ${person(userId)}`,
      change('status', 'member', null),
    ),
  OwnershipTransferred: ({ from, to }) =>
    changing(
      does`transferred ownership from ${person(from)} to ${person(to)}`,
      change('owner', person(from), person(to)),
    ),

  MemberInvited: ({ invitationId, role: as }) => does`invited ${invitation(invitationId)} with the role ${role(as)}`,
  InvitationResent: ({ invitationId }) => does`sent the invitation to ${invitation(invitationId)} again`,
  InvitationRevoked: ({ invitationId, because }) =>
    because === 'revoked'
      ? does`revoked the invitation to ${invitation(invitationId)}`
      : happened`The invitation to ${invitation(invitationId)} ended${ended[because]}`,
  InvitationAccepted: ({ invitationId, userId }) =>
    happened`${person(userId)} accepted the invitation to ${invitation(invitationId)}`,
  InvitationErased: ({ invitationId }) => happened`The data of ${invitation(invitationId)} were erased`,

  RoleDefined: ({ name, permissions }) =>
    changing(
      does`defined the role ${name} with the permissions ${list(permissions)}`,
      change('permissions', null, list(permissions)),
    ),
  RoleChanged: ({ before, after }) =>
    changing(
      does`changed the role ${before.name}`,
      ...(['name', 'description'] as const)
        .filter((what) => before[what] !== after[what])
        .map((what) => change(what, before[what], after[what])),
      ...(list(before.permissions) === list(after.permissions)
        ? []
        : [change('permissions', list(before.permissions), list(after.permissions))]),
    ),
  RoleDeleted: ({ name }) => does`deleted the role ${name}`,

  DomainAdded: ({ domain }) => does`added the e-mail domain ${domain}`,
  DomainVerified: ({ domain }) => happened`The e-mail domain ${domain} was verified`,
  DomainPolicyChanged: ({ domain, policy, role: as }) =>
    policy === 'closed'
      ? does`decided that people of ${domain} ${policies[policy]}`
      : does`decided that people of ${domain} ${policies[policy]} with the role ${role(as)}`,
  DomainRemoved: ({ domain }) => does`removed the e-mail domain ${domain}`,
  JoinRequested: ({ userId, domain }) => happened`${person(userId)} asked to join through ${domain}`,
  DomainReserved: bookkeeping('DomainVerified tells it'),
  DomainReleased: bookkeeping('DomainRemoved tells it'),
  ApiKeyCreated: ({ apiKeyId, permissions }) =>
    changing(
      does`made the ${apiKey(apiKeyId)} that may ${allowed(permissions)}`,
      change('permissions', null, list(permissions)),
    ),
  ApiKeyRotated: ({ apiKeyId, formerGoodUntil }) =>
    formerGoodUntil === null
      ? does`gave the ${apiKey(apiKeyId)} a new secret; the former one is good no more`
      : does`gave the ${apiKey(apiKeyId)} a new secret; the former one is good until ${writtenTime(formerGoodUntil)}`,
  ApiKeyRevoked: ({ apiKeyId }) => does`revoked the ${apiKey(apiKeyId)}`,

  JoinRequestDeclined: ({ userId }) => does`declined ${person(userId)}'s request to join`,
};
