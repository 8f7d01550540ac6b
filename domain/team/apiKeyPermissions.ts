import type { Permission } from './permissions.js';

/**
 * What an API key can be allowed: reading, and reporting usage. Who belongs to an organization, what it pays for and who
 * holds keys to it are for people to decide, so a stolen key can neither make another nor let anybody in.
 */
export const apiKeyPermissions = [
  'billing:read',
  'billing:usage',
  'analytics:read',
  'analytics:export',
  'organization:read',
  'team:read',
  'team:activity',
  'team:access',
  'team:export',
] as const satisfies readonly Permission[];
export type ApiKeyPermission = (typeof apiKeyPermissions)[number];
