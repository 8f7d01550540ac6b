import type { OrganizationRejection } from '../../../domain/team/organization/organization.commands.js';
import type { ProblemKind } from '../httpRefusals.js';
import { apiKeyRejections } from './apiKey.rejections.js';

const kind = (status: number, title: string, detail: string): ProblemKind => ({ status, title, detail });

/** What is not there or not permitted is answered as by any other route. */
type Elsewhere =
  | 'NOT_PERMITTED'
  | 'ORGANIZATION_UNKNOWN'
  | 'ORGANIZATION_EXISTS'
  | 'MEMBER_UNKNOWN'
  | 'INVITATION_UNKNOWN'
  | 'CUSTOM_ROLE_UNKNOWN'
  | 'DOMAIN_UNKNOWN'
  | 'JOIN_REQUEST_UNKNOWN'
  | 'API_KEY_UNKNOWN';

/** How organizations refuse, beyond that. */
export type TeamRejection =
  | Exclude<OrganizationRejection, Elsewhere>
  | 'DOMAIN_NOT_PROVEN'
  | 'DOMAIN_TAKEN'
  | 'QUARTER_NOT_BEGUN';

export const organizationRejections = {
  ...apiKeyRejections,
  NAME_NOT_CONFIRMED: kind(
    422,
    'This is not the name of the organization',
    'Send the name of the organization as it is, so that no other one is deleted.',
  ),
  ROLE_UNKNOWN: kind(422, 'There is no such role', 'Name a built-in role, or give the id of a custom role of yours.'),
  ROLE_EXCEEDS_OWN: kind(
    403,
    'The role can do what you cannot',
    'Nobody grants what they do not hold. Ask someone whose role covers it; only an owner makes owners.',
  ),
  ROLE_BUILT_IN: kind(409, 'The role is built in', 'Built-in roles stay as they are. Make a role of your own.'),
  ROLE_EXISTS: kind(409, 'The role exists already', 'Change it instead.'),
  ROLE_NAME_TAKEN: kind(409, 'A role of this name exists', 'Give it a name that no other role has.'),
  ROLE_IN_USE: kind(
    409,
    'The role is in use',
    'Members have it, or get it when they join by their domain. Name the role they get in its place: `?replacement=`.',
  ),
  ROLES_TOO_MANY: kind(409, 'Too many roles', 'An organization has at most 50 roles of its own. Delete one first.'),
  MEMBER_SUSPENDED: kind(409, 'The member is suspended', 'Reactivate the member first.'),
  MEMBER_EXCEEDS_OWN: kind(
    403,
    'The member can do what you cannot',
    'Nobody changes the membership of who holds more than they do. Ask someone whose role covers it.',
  ),
  OWN_ROLE: kind(403, 'Your own role is not yours to change', 'Ask another member who may manage the team.'),
  OWN_MEMBERSHIP: kind(403, 'You cannot suspend yourself', 'Leave the organization instead, or ask another member.'),
  LAST_OWNER: kind(
    409,
    'An organization always has an owner',
    'This is the only owner. Make someone else an owner, or transfer the ownership, first.',
  ),
  ALREADY_MEMBER: kind(409, 'Already a member', 'Whoever has this address is a member of the organization already.'),
  ALREADY_INVITED: kind(
    409,
    'Already invited',
    'There is an open invitation to this address. Send it again, or revoke it first.',
  ),
  SEATS_EXHAUSTED: kind(
    409,
    'All seats are taken',
    'Members and open invitations take all seats of the plan. Buy more seats or a larger plan, revoke an invitation, or suspend or remove a member.',
  ),
  INVITATIONS_TOO_MANY: kind(
    429,
    'Too many invitations',
    'An organization sends at most 100 invitations an hour. Wait as long as Retry-After says.',
  ),
  INVITATION_GONE: kind(
    410,
    'The invitation is no longer good',
    'It has been accepted, revoked or sent again, has expired, or whoever sent it may not invite any more. Ask for a new one.',
  ),
  EMAIL_MISMATCH: kind(
    403,
    'The invitation is for another address',
    'Sign in with the account whose e-mail address was invited, or ask to be invited under the address you use here.',
  ),
  EMAIL_UNVERIFIED: kind(
    403,
    'Your e-mail address is not verified',
    'Open the link in the mail that verifies your address, then try again.',
  ),
  DOMAIN_EXISTS: kind(409, 'The domain is on your list already', 'Verify it, or change what it lets people do.'),
  DOMAINS_TOO_MANY: kind(409, 'Too many domains', 'An organization has at most 20 domains. Remove one first.'),
  DOMAIN_OF_MAIL_PROVIDER: kind(
    422,
    'Anyone can have an address there',
    'The domain belongs to a mail provider, so that an address of it says nothing about where a person works. Use a domain of your own.',
  ),
  DOMAIN_UNVERIFIED: kind(409, 'The domain is not verified', 'Prove that it is yours by its TXT record first.'),
  DOMAIN_NOT_PROVEN: kind(
    409,
    'The TXT record was not found',
    'Add the TXT record as shown to the DNS of the domain; it can take some minutes to be seen. Then verify again.',
  ),
  DOMAIN_TAKEN: kind(
    409,
    'The domain is verified elsewhere',
    'Another organization has proved this domain. It must be removed there first.',
  ),
  QUARTER_NOT_BEGUN: kind(422, 'The quarter has not begun', 'Ask for this quarter or an earlier one.'),
  // No event is named: how an organization that somebody does not belong to stands is not for them to know.
  JOINING_CLOSED: {
    ...kind(403, 'No organization takes you in by your address', 'Ask a member of the organization to invite you.'),
    rule: 'domainTakesPeopleIn',
  },
} satisfies Record<TeamRejection, ProblemKind>;
