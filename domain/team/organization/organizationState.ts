import type { Permission } from '../permissions.js';

export type Member = Readonly<{
  /** A built-in role's name or a custom role's id. */
  role: string;
  suspended: boolean;
  name: string;
  /** Canonical; null once the person has been erased. */
  email: string | null;
}>;

export type Invitation = Readonly<{
  /** Canonical; null once it has been erased. */
  email: string | null;
  role: string;
  /** An open one whose time has passed is as good as closed, but can be sent again. */
  status: 'open' | 'accepted' | 'revoked';
  generation: number;
  tokenHash: string;
  expiresAt: string;
  /** Who answers for it: the last to have sent it. */
  by: string;
  erased?: true;
}>;

export type CustomRole = Readonly<{ name: string; description: string; permissions: readonly Permission[] }>;

export type DomainPolicy = 'closed' | 'request' | 'join';

export type OwnDomain = Readonly<{
  challenge: string;
  verified: boolean;
  policy: DomainPolicy;
  /** What people who join by the domain become. */
  role: string;
  /** Who set the policy, and so grants that role; null while nobody has. */
  policyBy: string | null;
}>;

export type JoinRequest = Readonly<{ userId: string; name: string; email: string; domain: string }>;

export type ApiKey = Readonly<{
  name: string;
  permissions: readonly Permission[];
  expiresAt: string | null;
  /** Of every secret it ever had; the last is the present one. */
  secretIds: readonly string[];
  revoked: boolean;
}>;

export type Organization = Readonly<{
  /** Null until it has been created. */
  organizationId: string | null;
  deleted: boolean;
  name: string;
  /** By user id. */
  members: Readonly<Record<string, Member>>;
  invitations: Readonly<Record<string, Invitation>>;
  /** Custom roles by id. */
  roles: Readonly<Record<string, CustomRole>>;
  /** By their canonical names. */
  domains: Readonly<Record<string, OwnDomain>>;
  /** The ones that nobody has answered yet. */
  joinRequests: Readonly<Record<string, JoinRequest>>;
  /** By id, the revoked too. */
  apiKeys: Readonly<Record<string, ApiKey>>;
  /** When invitations were sent, first or again, in the hour before the last of them; milliseconds since 1970. */
  invitationsSentAt: readonly number[];
}>;

export const noOrganization: Organization = {
  organizationId: null,
  deleted: false,
  name: '',
  members: {},
  invitations: {},
  roles: {},
  domains: {},
  joinRequests: {},
  apiKeys: {},
  invitationsSentAt: [],
};
