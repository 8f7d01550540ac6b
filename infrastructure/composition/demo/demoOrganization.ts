import { derivedId } from '../../../application/derivedIds.js';
import type { Role } from '../../../domain/team/permissions.js';

/** The organization the demo data belongs to; its ids are the same everywhere. */
export const demoOrganizationId = derivedId('demo', 'organization');

const person = (name: string, role: Role) => ({
  userId: derivedId('demo', name),
  name: `${name.slice(0, 1).toUpperCase()}${name.slice(1)} of Northwind`,
  email: `${name}@northwind.example`,
  role,
});

/** People of the demo organization. */
export const demoPeople = {
  owner: person('mia', 'owner'),
  admin: person('lee', 'admin'),
  member: person('jo', 'member'),
  viewer: person('sam', 'viewer'),
};

/** Who is billed. */
export const demoCustomer = {
  name: 'Northwind Robotics',
  email: 'billing@northwind.example',
  address: { line1: '12 Harbour Street', postal_code: '20457', city: 'Hamburg', country: 'DE' },
};
