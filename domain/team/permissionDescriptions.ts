import type { Permission } from './permissions.js';

/** What each permission allows, as people who make roles read it. */
export const permissionDescriptions: Readonly<Record<Permission, string>> = {
  'billing:read': 'See plan, invoices, usage and payment methods',
  'billing:manage': 'Change the plan, payment methods and seats, and pay invoices',
  'billing:usage': 'Report usage',
  'notifications:read': 'Get notifications, live and in the list',
  'analytics:read': 'See dashboards and product events',
  'analytics:export': 'Export analytics',
  'organization:read': 'See the name of the organization and what its plan includes',
  'organization:manage': 'Change the name and the settings of the organization',
  'team:read': 'See members and roles',
  'team:invite': 'Invite people, and send again or revoke invitations',
  'team:manage': 'Change roles of members, suspend, reactivate and remove them',
  'team:roles': 'Make, change and delete custom roles',
  'team:activity': 'See the activity log',
  'team:access': 'See who could do what at any time, and export the access review',
  'team:export': 'Export everything the organization has',
  'apiKeys:manage': 'Make and revoke API keys',
  'webhooks:manage': 'Set up webhook endpoints and see their deliveries',
};
