/** Every permission there is, named `context:action`. Routes and commands name the one they need. */
export const permissions = [
  'billing:read',
  'billing:manage',
  'billing:usage',
  'notifications:read',
  'analytics:read',
  'analytics:export',
  'organization:read',
  'organization:manage',
  'team:read',
  'team:invite',
  'team:manage',
  'team:roles',
  'team:activity',
  'team:access',
  'team:export',
  'apiKeys:manage',
  'webhooks:manage',
] as const;
export type Permission = (typeof permissions)[number];

/** The built-in roles of an organization. */
export const builtInRoles = ['owner', 'admin', 'member', 'viewer', 'billing'] as const;
export type Role = (typeof builtInRoles)[number];

/** Whether a role is one that every organization has. */
export const isBuiltIn = (role: string): role is Role => builtInRoles.some((name) => name === role);

const everyone: readonly Permission[] = ['notifications:read', 'organization:read', 'team:read'];

export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  owner: permissions,
  admin: permissions.filter((permission) => permission !== 'team:export'),
  member: [...everyone, 'billing:read', 'analytics:read', 'team:activity'],
  viewer: [...everyone, 'analytics:read'],
  billing: [...everyone, 'billing:read', 'billing:manage'],
};
