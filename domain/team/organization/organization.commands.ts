import type { Command } from '../../command.js';
import type { ApiKeyCommand } from './apiKey.commands.js';
import type { DomainCommand } from './domain.commands.js';
import type { InvitationCommand } from './invitation.commands.js';
import type { ForgetPerson, MemberCommand, RenameMember } from './member.commands.js';
import type { RoleCommand } from './role.commands.js';

/** `by` is the user id of who asks: whether that member may is decided on the organization as it is. */
export type ByMember = Readonly<{ organizationId: string; by: string }>;

/** A person as identity knows them; `email` in canonical form. */
export type Person = Readonly<{ userId: string; name: string; email: string; emailVerified: boolean }>;

export type CreateOrganization = Command<
  'CreateOrganization',
  { organizationId: string; name: string; owner: Omit<Person, 'emailVerified'> }
>;
export type RenameOrganization = Command<'RenameOrganization', ByMember & { name: string }>;
/** `name` is the organization's, as a confirmation that this one is meant. */
export type DeleteOrganization = Command<'DeleteOrganization', ByMember & { name: string }>;

export type OrganizationCommand =
  | CreateOrganization
  | RenameOrganization
  | DeleteOrganization
  | MemberCommand
  | ForgetPerson
  | RenameMember
  | InvitationCommand
  | RoleCommand
  | DomainCommand
  | ApiKeyCommand;

/** Every way an organization refuses a command. */
export type OrganizationRejection =
  | 'ORGANIZATION_UNKNOWN'
  | 'ORGANIZATION_EXISTS'
  /** Who asks lacks the permission now, is suspended or no member. */
  | 'NOT_PERMITTED'
  /** Another name was given than that of the organization to be deleted. */
  | 'NAME_NOT_CONFIRMED'
  | 'ROLE_UNKNOWN'
  /** The custom role that the command is about. */
  | 'CUSTOM_ROLE_UNKNOWN'
  | 'ROLE_BUILT_IN'
  | 'ROLE_EXISTS'
  | 'ROLE_NAME_TAKEN'
  | 'ROLE_IN_USE'
  | 'ROLES_TOO_MANY'
  /** The role can do what who asks cannot. */
  | 'ROLE_EXCEEDS_OWN'
  | 'MEMBER_UNKNOWN'
  | 'MEMBER_SUSPENDED'
  /** The member can do what who asks cannot. */
  | 'MEMBER_EXCEEDS_OWN'
  | 'OWN_ROLE'
  | 'OWN_MEMBERSHIP'
  | 'LAST_OWNER'
  | 'ALREADY_MEMBER'
  | 'ALREADY_INVITED'
  | 'SEATS_EXHAUSTED'
  | 'INVITATIONS_TOO_MANY'
  | 'INVITATION_UNKNOWN'
  | 'INVITATION_GONE'
  | 'EMAIL_MISMATCH'
  | 'EMAIL_UNVERIFIED'
  | 'DOMAIN_UNKNOWN'
  | 'DOMAIN_EXISTS'
  | 'DOMAINS_TOO_MANY'
  | 'DOMAIN_OF_MAIL_PROVIDER'
  | 'DOMAIN_UNVERIFIED'
  | 'JOINING_CLOSED'
  | 'JOIN_REQUEST_UNKNOWN'
  | 'API_KEY_UNKNOWN'
  | 'API_KEYS_TOO_MANY'
  | 'API_KEY_NAME_TAKEN'
  /** The key can do what who asks cannot. */
  | 'API_KEY_EXCEEDS_OWN'
  | 'API_KEY_EXPIRY_PAST'
  | 'API_KEY_EXPIRED'
  /** What it asks for was done before, and undone or done anew since. */
  | 'API_KEY_REQUEST_REPEATED';
