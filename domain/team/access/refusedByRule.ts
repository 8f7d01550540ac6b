import type { Permission } from '../permissions.js';
import { type AccessRule, denialOf, permissionDenial } from './denial.js';
import type { Evidence } from './evidence.js';
import { type Membership, type OrganizationAccess, permissionsOfRole } from './organizationAccess.js';

/** What members may not do although their role has the permission. */
type OrganizationRule =
  | AccessRule
  | 'grantsOnlyWhatIsHeld'
  | 'actsOnlyOnWhoHoldsNoMore'
  | 'onlyOwnersMakeOwners'
  | 'onlyOwnersActOnOwners'
  | 'nobodyJoinsAsOwner'
  | 'onlyOwners'
  | 'nobodyChangesTheirOwnRole'
  | 'nobodySuspendsThemselves';

/** A rule that forbade something, and the event that decided it; null where none did. */
export type Prohibition<Rule extends string = string> = Readonly<{
  rule: Rule;
  decidedBy: Omit<Evidence, 'by'> | null;
  /** What was lacking, where it was a permission. */
  permission?: Permission;
}>;

export type ForbiddenRejection =
  | 'NOT_PERMITTED'
  | 'ROLE_EXCEEDS_OWN'
  | 'MEMBER_EXCEEDS_OWN'
  | 'OWN_ROLE'
  | 'OWN_MEMBERSHIP'
  | 'API_KEY_EXCEEDS_OWN';

/** What a member asked for, by the names that commands have for it. */
export type Attempt = Readonly<{
  by: string;
  /** What the command takes, where it is a permission. */
  permission?: Permission | undefined;
  /** The role to be given. */
  role?: string | undefined;
  replacement?: string | null | undefined;
  /** The custom role to be changed. */
  roleId?: string | undefined;
  permissions?: readonly Permission[] | undefined;
  /** The API key it is about. */
  apiKeyId?: string | undefined;
  /** The member it is about. */
  userId?: string | undefined;
  /** The e-mail domain it is about. */
  domain?: string | undefined;
}>;

/**
 * Why an organization forbade what a member asked: the rule, and the event without whose effect it would not have. That is
 * what took from them the permission that it takes, or gave them a role that never had it.
 */
export function refusedByRule(
  access: OrganizationAccess,
  rejection: ForbiddenRejection,
  attempt: Attempt,
): Prohibition<OrganizationRule> {
  const { by, permission, userId = '' } = attempt;
  const denial = denialOf(access, by, permission ?? 'organization:read');
  const member = access.members.get(by);
  if (!member || member.suspended) return denial ?? { rule: 'member', decidedBy: null };
  switch (rejection) {
    case 'NOT_PERMITTED':
      if (permission && denial) return { ...denial, permission };
      return { rule: permission ? 'roleHasPermission' : 'onlyOwners', decidedBy: member.given };
    case 'ROLE_EXCEEDS_OWN':
      if (attempt.domain !== undefined && attempt.role === 'owner')
        return { rule: 'nobodyJoinsAsOwner', decidedBy: null };
      return exceeding(access, member, granted(access, attempt), ['grantsOnlyWhatIsHeld', 'onlyOwnersMakeOwners']);
    case 'API_KEY_EXCEEDS_OWN':
      return exceeding(access, member, granted(access, attempt), ['grantsOnlyWhatIsHeld', 'grantsOnlyWhatIsHeld']);
    case 'MEMBER_EXCEEDS_OWN': {
      const held = permissionsOfRole(access.roles, access.members.get(userId)?.role ?? '');
      return exceeding(access, member, held, ['actsOnlyOnWhoHoldsNoMore', 'onlyOwnersActOnOwners']);
    }
    case 'OWN_ROLE':
      return { rule: 'nobodyChangesTheirOwnRole', decidedBy: member.given };
    case 'OWN_MEMBERSHIP':
      return { rule: 'nobodySuspendsThemselves', decidedBy: member.joined };
  }
}

/** Everything that an attempt would give to somebody or a key, or put into a role, or take from one. */
function granted({ roles, apiKeys }: OrganizationAccess, attempt: Attempt): ReadonlySet<Permission> {
  const named = [attempt.role, attempt.replacement, attempt.roleId].flatMap((role) => role ?? []);
  const ofKey = apiKeys.get(attempt.apiKeyId ?? '')?.permissions ?? [];
  return new Set([
    ...(attempt.permissions ?? []),
    ...ofKey,
    ...named.flatMap((role) => [...permissionsOfRole(roles, role)]),
  ]);
}

/** Who holds every permission is forbidden it for not being an owner. */
function exceeding<Rule extends OrganizationRule>(
  { roles }: OrganizationAccess,
  member: Membership,
  wanted: ReadonlySet<Permission>,
  [ofPermissions, ofOwners]: readonly [Rule, Rule],
): Prohibition<Rule> {
  const held = permissionsOfRole(roles, member.role);
  const lacking = [...wanted].find((permission) => !held.has(permission));
  if (lacking === undefined) return { rule: ofOwners, decidedBy: member.given };
  return { rule: ofPermissions, decidedBy: permissionDenial(member, lacking).decidedBy, permission: lacking };
}
